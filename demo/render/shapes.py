"""All shapes that products are built of, in one place. Lengths in centimetres, z up.

Products face -y. Every function that takes a material adds one object to the scene and returns it;
`at` is its position, `rot` its rotation in degrees about x, y, z. Meshes carry UV coordinates in
centimetres (around, along), so that a printed pattern keeps its size on every product.
"""

from demo.render.bars import label, slab, strap, tube
from demo.render.outlines import (
    ORIGIN,
    Outline,
    Point,
    circle,
    cross,
    rounded_rectangle,
    smooth_path,
    smooth_profile,
    unit,
)
from demo.render.soft import cushion
from demo.render.solids import (
    ball,
    box,
    cylinder,
    lathe,
    loft,
    mesh,
    rings,
    round_edges,
    sheet,
    solidify,
    subdivide,
    torus,
    vessel,
)

__all__ = [
    "ORIGIN",
    "Outline",
    "Point",
    "ball",
    "box",
    "circle",
    "cross",
    "cushion",
    "cylinder",
    "label",
    "lathe",
    "loft",
    "mesh",
    "rings",
    "round_edges",
    "rounded_rectangle",
    "sheet",
    "slab",
    "smooth_path",
    "smooth_profile",
    "solidify",
    "strap",
    "subdivide",
    "torus",
    "tube",
    "unit",
    "vessel",
]
