"""Stage, light and camera: puts what a builder has made before the lens and takes its picture."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.palette import linear
from demo.render.patterns import Graph

try:
    import bpy
    from mathutils import Matrix, Vector
except ModuleNotFoundError:
    bpy = None

BACKDROPS = ("#F4F3F1", "#ECEBE8", "#F1ECE4", "#E6EAED", "#F6F4F0")
DEEPER = ("#CDD1D2", "#D3CCC1", "#C3CCD0", "#CFC9C6")  # behind white and pale products
SPAN = 2.0  # every product is scaled to this size, so that light and camera stay the same


def reset(size: int, samples: int, height: int | None = None) -> None:
    """An empty scene for Cycles on the CPU, `size` pixels wide, square unless `height` is given."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = size, height or size
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.seed = "CPU", samples, 1
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.04
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.max_bounces, cycles.transparent_max_bounces = 8, 16
    cycles.diffuse_bounces, cycles.glossy_bounces = 2, 2
    cycles.denoising_quality = cycles.denoising_prefilter = "FAST"
    cycles.use_light_tree = False  # four lights: sampling them all is cheaper
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True


def ambient(color: str, strength: float) -> None:
    background = bpy.context.scene.world.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = linear(color)
    background.inputs["Strength"].default_value = strength


def points_of(objects: list[Any]) -> list[Any]:
    """World positions of every rendered vertex of `objects`."""
    graph = bpy.context.evaluated_depsgraph_get()
    points = []
    for obj in objects:
        shape = obj.evaluated_get(graph)
        data = shape.to_mesh()
        step = max(1, len(data.vertices) // 2000)
        points += [shape.matrix_world @ v.co for v in list(data.vertices)[::step]]
        shape.to_mesh_clear()
    return points


def normalise(span: float = SPAN, turn: float = 0.0) -> tuple[Any, list[Any]]:
    """Scale and centre all there is, standing on z = 0, and return its root and points."""
    objects = [o for o in bpy.context.scene.objects if o.type in {"MESH", "CURVE", "FONT"}]
    bpy.context.view_layer.update()
    points = points_of(objects)
    low = Vector([min(p[i] for p in points) for i in range(3)])
    high = Vector([max(p[i] for p in points) for i in range(3)])
    scale = span / max(high - low)
    middle = Vector(((low.x + high.x) / 2, (low.y + high.y) / 2, low.z))
    lift = Matrix.Translation((0, 0, 0.003))  # no two faces in one place
    place = (
        lift
        @ Matrix.Rotation(math.radians(turn), 4, "Z")
        @ Matrix.Scale(scale, 4)
        @ Matrix.Translation(-middle)
    )
    root = bpy.data.objects.new("product", None)
    bpy.context.scene.collection.objects.link(root)
    root.matrix_world = place
    for obj in objects:
        if obj.parent is None:
            obj.parent = root
    return root, [place @ p for p in points]


def against_wall(root: Any, points: list[Any]) -> list[Any]:
    """Move the product so that its back touches the plane y = 0; gives its moved points."""
    back = max(p.y for p in points)
    root.location.y -= back
    return [p - Vector((0, back, 0)) for p in points]


def softbox(at: tuple, aim: tuple, size: float, power: float, color: str = "#FFFFFF") -> None:
    """A square area light of `power` watts looking from `at` to `aim`."""
    light = bpy.data.lights.new("softbox", "AREA")
    light.size, light.energy, light.color = size, power, linear(color)[:3]
    obj = bpy.data.objects.new("softbox", light)
    obj.location = at
    obj.rotation_euler = (Vector(aim) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(obj)


def camera(
    points: list[Any],
    azimuth: float,
    elevation: float,
    lens: float,
    margin: float,
    roll: float = 0.0,
    shift: tuple[float, float] = (0, 0),
) -> None:
    """Look at `points` from an angle, as near as shows them all; `margin` 1.0 touches the edge."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.shift_x, data.shift_y = lens, *shift
    obj = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(obj)
    bpy.context.scene.camera = obj
    a, e = math.radians(azimuth), math.radians(elevation)
    toward = Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)))
    turn = (
        toward.to_track_quat("Z", "Y") @ Matrix.Rotation(math.radians(roll), 3, "Z").to_quaternion()
    )
    obj.rotation_euler = turn.to_euler()
    bpy.context.view_layer.update()
    flat = [c for p in points for c in p]
    spot, _ = obj.camera_fit_coords(bpy.context.evaluated_depsgraph_get(), flat)
    middle = sum(points, Vector()) / len(points)
    obj.location = spot + toward * (spot - middle).length * (margin - 1)


def _backdrop(color: str, wall: float, radius: float = 3.0) -> None:
    """A seamless paper roll: floor, curve and wall `wall` behind the product."""
    profile = [(-40.0, 0.0), (wall - radius, 0.0)]
    profile += [
        (wall - radius + radius * math.sin(t), radius - radius * math.cos(t))
        for t in (math.pi / 2 * i / 12 for i in range(1, 13))
    ]
    profile += [(wall, 40.0)]
    sheet = [[(x, y, z) for x in (-60.0, 60.0)] for y, z in profile]
    paper = Graph(Base_Color=linear(color), Roughness=1.0, Specular_IOR_Level=0.0).material
    s.rings(sheet, paper, caps=False, closed=False, sharp=180)


def _studio_lights(rng: Random) -> None:
    side = rng.choice((-1, 1))
    softbox((-4.2 * side, -3.4, 5.2), (0, 0, 0.7), 3.4, 330)
    softbox((4.6 * side, -3.0, 2.6), (0, 0, 0.8), 3.0, 90)
    softbox((0.6 * side, 3.2, 5.5), (0, 0, 0.6), 2.6, 190)


def studio(color: str, rng: Random) -> None:
    """On a paper roll."""
    ambient("#FFFFFF", 0.62)
    _backdrop(color, 7.0)
    _studio_lights(rng)


def wall(color: str, _: Random) -> None:
    """Hanging on a wall, which stands at y = 0.03 behind the product's back."""
    ambient("#FFFFFF", 0.6)
    paint = m.painted(color, 0.0)
    s.box((80, 0.2, 80), paint, at=(0, 0.13, 0), bevel=0)
    softbox((-3.6, -4.5, 4.6), (0, 0, 0.9), 2.6, 330)
    softbox((4.0, -4.5, 2.0), (0, 0, 0.9), 3.0, 70)


def air(color: str, rng: Random) -> None:
    """Hanging free before a far wall."""
    ambient("#FFFFFF", 0.75)
    _backdrop(color, 9.0)
    for obj in list(bpy.context.scene.objects)[-1:]:
        obj.location.z = -6
    _studio_lights(rng)


STAGES: dict[str, Callable[[str, Random], None]] = {"studio": studio, "wall": wall, "air": air}


def photograph(
    stage: str, view: tuple[float, float], rng: Random, pale: bool = False, spins: bool = False
) -> Any:
    """Set the product now in the scene up for a studio picture: stage, light, camera.

    Gives its root. With `spins` the camera leaves room for the product turned by any angle.
    """
    root, points = normalise()
    if spins:
        turns = [Matrix.Rotation(math.radians(45 * i), 3, "Z") for i in range(8)]
        axis = root.location.copy()  # it turns about its own origin, a mug about its body
        points = [axis + turn @ (p - axis) for turn in turns for p in points]
    if stage == "wall":
        points = against_wall(root, points)
    STAGES[stage](rng.choice(DEEPER if pale else BACKDROPS), rng)
    azimuth = view[0] + rng.uniform(-6, 6)
    camera(points, azimuth, view[1] + rng.uniform(-3, 3), 75, rng.uniform(1.16, 1.26))
    return root


def save(path: Path, quality: int = 82) -> None:
    """Render to `path`: .webp, .jpg or .png by its name."""
    settings = bpy.context.scene.render
    settings.filepath = str(path)
    formats = {".webp": "WEBP", ".jpg": "JPEG", ".png": "PNG"}
    settings.image_settings.file_format = formats[path.suffix]
    settings.image_settings.quality = quality
    bpy.ops.render.render(write_still=True)
