"""Meshes: skins over rings, solids of revolution, boxes, cushions. See `shapes`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from demo.render.outlines import ORIGIN, Outline, Point, lengths

try:
    import bpy
except ModuleNotFoundError:  # texts and feeds are written without Blender
    bpy = None


def add_object(data: Any, material: Any, at: Point, rot: Point) -> Any:
    obj = bpy.data.objects.new(data.name, data)
    if material is not None:
        data.materials.append(material)
    bpy.context.scene.collection.objects.link(obj)
    obj.location = at
    obj.rotation_euler = [math.radians(a) for a in rot]
    return obj


def mesh(
    verts: Sequence[Point],
    faces: Sequence[Sequence[int]],
    material: Any,
    uvs: Sequence[tuple[float, float]] | None = None,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
    sharp: float = 40,
) -> Any:
    """A mesh from vertices and faces; `uvs` holds one pair a face corner, `sharp` is in degrees."""
    data = bpy.data.meshes.new("mesh")
    data.from_pydata(list(verts), [], [list(f) for f in faces])
    if uvs is not None:
        layer = data.uv_layers.new(name="cm")
        layer.data.foreach_set("uv", [c for uv in uvs for c in uv])
    data.validate()
    data.shade_smooth()
    data.set_sharp_from_angle(angle=math.radians(sharp))
    return add_object(data, material, at, rot)


def rings(
    sections: Sequence[Sequence[Point]],
    material: Any,
    caps: bool = True,
    closed: bool = True,
    **placing: Any,
) -> Any:
    """A skin over `sections`, rings of equally many points; `caps` closes the two ends."""
    n = len(sections[0])
    verts = [point for ring in sections for point in ring]
    faces: list[tuple[int, ...]] = []
    uvs: list[tuple[float, float]] = []
    lap = n if closed else n - 1
    widest = max(sections, key=_perimeter)
    around = lengths([*widest, widest[0]])
    far = max(range(n), key=lambda j: widest[j][0] ** 2 + widest[j][1] ** 2)
    along = lengths([ring[far] for ring in sections])
    for i in range(len(sections) - 1):
        for j in range(lap):
            k = (j + 1) % n
            faces.append((i * n + j, i * n + k, (i + 1) * n + k, (i + 1) * n + j))
            u0, u1, v0, v1 = around[j], around[j + 1], along[i], along[i + 1]
            uvs.extend(((u0, v0), (u1, v0), (u1, v1), (u0, v1)))
    if caps and closed:
        last = (len(sections) - 1) * n
        for face in (tuple(range(n))[::-1], tuple(range(last, last + n))):
            faces.append(face)
            uvs.extend((verts[v][0], verts[v][1]) for v in face)
    return mesh(verts, faces, material, uvs, **placing)


def _perimeter(ring: Sequence[Point]) -> float:
    return lengths([*ring, ring[0]])[-1]


def lathe(profile: Outline, material: Any, steps: int = 72, **placing: Any) -> Any:
    """A solid of revolution about z; `profile` lists (radius, z)."""
    sections = [
        [
            (r * math.cos(t), r * math.sin(t), z)
            for t in (2 * math.pi * j / steps for j in range(steps))
        ]
        for r, z in ((max(r, 1e-3), z) for r, z in profile)
    ]
    return rings(sections, material, caps=False, **placing)


def vessel(
    profile: Outline, material: Any, wall: float = 0.4, base: float | None = None, **placing: Any
) -> Any:
    """A hollow vessel: `profile` is the outside from foot to rim, `wall` the thickness."""
    floor = profile[0][1] + (base or wall)
    (r_top, z_top), inner = profile[-1], []
    for r, z in reversed(profile):
        if z > floor:
            inner.append((max(r - wall, 0.01), z))
    lip = [
        (r_top - wall * 0.15, z_top + wall * 0.35),
        (r_top - wall * 0.5, z_top + wall * 0.5),
        (r_top - wall * 0.85, z_top + wall * 0.35),
    ]
    bottom = inner[-1][0] if inner else 0.0
    shape = [(0.0, profile[0][1]), *profile, *lip, *inner, (bottom * 0.9, floor), (0.0, floor)]
    return lathe(shape, material, **placing)


def box(
    size: Point,
    material: Any,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
    bevel: float = 0.15,
    taper: float = 1.0,
) -> Any:
    """A cuboid with rounded edges, centred on `at`; `taper` scales its lower face."""
    x, y, z = (s / 2 for s in size)
    verts = [
        (sx * x * t, sy * y * t, sz * z)
        for sz, t in ((-1, taper), (1, 1.0))
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    faces = [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    flat = {0: (0, 1), 1: (0, 1), 2: (0, 2), 3: (1, 2), 4: (0, 2), 5: (1, 2)}
    uvs = [
        (verts[v][flat[i][0]], verts[v][flat[i][1]]) for i, face in enumerate(faces) for v in face
    ]
    obj = mesh(verts, faces, material, uvs, at, rot)
    if bevel:
        round_edges(obj, min(bevel, 0.49 * min(size)))
    return obj


def round_edges(obj: Any, width: float, segments: int = 4) -> Any:
    """Round every edge sharper than 30 degrees."""
    mod = obj.modifiers.new("bevel", "BEVEL")
    mod.width, mod.segments, mod.limit_method, mod.harden_normals = width, segments, "ANGLE", True
    return obj


def subdivide(obj: Any, levels: int = 2) -> Any:
    """Catmull-Clark subdivision: turns an angular cage into a soft form."""
    mod = obj.modifiers.new("subdivision", "SUBSURF")
    mod.levels = mod.render_levels = levels
    return obj


def solidify(obj: Any, thickness: float) -> Any:
    """Give a sheet a thickness."""
    mod = obj.modifiers.new("solidify", "SOLIDIFY")
    mod.thickness, mod.offset = thickness, 0
    return obj


def cylinder(
    radius: float,
    height: float,
    material: Any,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
    top: float | None = None,
    bevel: float = 0.1,
) -> Any:
    """A cylinder or cone standing on `at`, its edges rounded; `top` is the upper radius."""
    upper = radius if top is None else top
    b = min(bevel, 0.45 * height, 0.9 * max(min(radius, upper), 0.02))
    profile = [
        (0, 0),
        (radius - b, 0),
        (radius - 0.3 * b, 0.3 * b),
        (radius, b),
        (upper, height - b),
        (upper - 0.3 * b, height - 0.3 * b),
        (upper - b, height),
        (0, height),
    ]
    return lathe(profile, material, at=at, rot=rot)


def ball(
    radius: float | Point, material: Any, at: Point = ORIGIN, rot: Point = ORIGIN, steps: int = 48
) -> Any:
    """A sphere or, given three radii, an ellipsoid."""
    rx, ry, rz = (radius,) * 3 if isinstance(radius, (int, float)) else radius
    profile = [(math.sin(math.pi * i / 32), -math.cos(math.pi * i / 32)) for i in range(33)]
    sections = [
        [
            (max(r, 1e-3) * rx * math.cos(t), max(r, 1e-3) * ry * math.sin(t), z * rz)
            for t in (2 * math.pi * j / steps for j in range(steps))
        ]
        for r, z in profile
    ]
    return rings(sections, material, caps=False, at=at, rot=rot)


def torus(
    radius: float,
    thickness: float,
    material: Any,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
    squash: float = 1.0,
) -> Any:
    """A ring in the xy plane: `radius` to the middle of a tube of radius `thickness`."""
    profile = [
        (radius + thickness * math.cos(t), squash * thickness * math.sin(t))
        for t in (2 * math.pi * i / 24 for i in range(25))
    ]
    return lathe(profile, material, at=at, rot=rot)


def loft(sections: Sequence[tuple[Outline, float]], material: Any, **placing: Any) -> Any:
    """A skin over outlines in the xy plane, each at its own height z."""
    return rings([[(x, y, z) for x, y in outline] for outline, z in sections], material, **placing)


def sheet(
    height: Callable[[float, float], Point],
    material: Any,
    nu: int = 32,
    nv: int = 32,
    **placing: Any,
) -> Any:
    """A surface: `height` maps (u, v) in [0, 1] to a point."""
    grid = [[height(j / nu, i / nv) for j in range(nu + 1)] for i in range(nv + 1)]
    return rings(grid, material, caps=False, closed=False, **placing)
