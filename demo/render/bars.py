"""Bars along curves, flat plates, straps and letters. See `shapes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demo.render.outlines import ORIGIN, Outline, Point, cross, smooth_path, unit
from demo.render.solids import add_object, rings

try:
    import bpy
except ModuleNotFoundError:  # texts and feeds are written without Blender
    bpy = None


def tube(
    points: Sequence[Point],
    radius: float,
    material: Any,
    smooth: bool = True,
    closed: bool = False,
    flat: float = 1.0,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
) -> Any:
    """A round bar along `points`: a smooth curve through them, or straight pieces."""
    data = bpy.data.curves.new("tube", "CURVE")
    data.dimensions, data.resolution_u, data.use_fill_caps = "3D", 12, True
    data.bevel_depth, data.bevel_resolution = radius, 4
    spline = data.splines.new("BEZIER" if smooth else "POLY")
    nodes = spline.bezier_points if smooth else spline.points
    nodes.add(len(points) - 1)
    for node, p in zip(nodes, points, strict=True):
        node.co = p if smooth else (*p, 1)
        if smooth:
            node.handle_left_type = node.handle_right_type = "AUTO"
    spline.use_cyclic_u = closed
    obj = add_object(data, material, at, rot)
    obj.scale[1] = flat
    return obj


def strap(
    points: Sequence[Point],
    width: float,
    thickness: float,
    material: Any,
    across: Point = (1, 0, 0),
    **placing: Any,
) -> Any:
    """A flat band along a smooth curve through `points`; `across` is the direction of its width."""
    path = smooth_path(points)
    sections = []
    for i, p in enumerate(path):
        a, b = path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)]
        normal = unit(cross(unit(tuple(q - s for q, s in zip(b, a, strict=True))), across))
        corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        sections.append(
            [
                tuple(
                    p[k] + across[k] * sx * width / 2 + normal[k] * sy * thickness / 2
                    for k in range(3)
                )
                for sx, sy in corners
            ]
        )
    return rings(sections, material, **placing)


def slab(
    outlines: Sequence[Outline],
    depth: float,
    material: Any,
    bevel: float = 0.05,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
) -> Any:
    """A plate in the xy plane, `depth` thick; the first outline is its edge, others are holes."""
    data = bpy.data.curves.new("slab", "CURVE")
    data.dimensions, data.fill_mode = "2D", "BOTH"
    data.extrude, data.bevel_depth, data.bevel_resolution = max(depth / 2 - bevel, 0.001), bevel, 3
    data.offset = -bevel
    for outline in outlines:
        spline = data.splines.new("POLY")
        spline.points.add(len(outline) - 1)
        for node, (x, y) in zip(spline.points, outline, strict=True):
            node.co = (x, y, 0, 1)
        spline.use_cyclic_u = True
    return add_object(data, material, at, rot)


def label(
    text: str,
    size: float,
    material: Any,
    at: Point = ORIGIN,
    rot: Point = (90, 0, 0),
    depth: float = 0.02,
) -> Any:
    """Raised letters `size` cm high, centred on `at`."""
    data = bpy.data.curves.new("label", "FONT")
    data.body, data.size, data.extrude = text, size, depth
    data.align_x, data.align_y = "CENTER", "CENTER"
    return add_object(data, material, at, rot)
