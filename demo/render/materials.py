"""Procedural materials on Blender's Principled BSDF, one function a material."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.render.palette import MATERIALS, linear
from demo.render.patterns import Graph, paint

WOOD_TONES = {
    "oak": ("#C09157", "#8F6232"),
    "walnut": ("#6B452B", "#3A2315"),
    "beech": ("#D9AE7F", "#BC8A5A"),
    "pine": ("#E3BF85", "#BD8B4C"),
    "bamboo": ("#D6AE69", "#B28746"),
}


METAL_TONES = {
    "brass": ("#D9AC4E", 0.24),
    "copper": ("#CC8865", 0.22),
    "stainless steel": ("#C3C5C8", 0.22),
    "aluminium": ("#C9CCD0", 0.35),
    "chrome": ("#D5D8DC", 0.08),
    "gold": ("#D9AC4E", 0.2),
    "silver": ("#C9CCD0", 0.2),
}


def ceramic(color: str, gloss: float = 0.75, **pattern: Any) -> Any:
    g = Graph(Roughness=0.45 - 0.35 * gloss, Coat_Weight=0.5 * gloss, Coat_Roughness=0.05)
    g.set(g.surface, {"Base_Color": paint(g, color, **pattern)})
    g.bump(g.noise(0.6, 2), 0.06)
    return g.material


def bisque(color: str) -> Any:
    """Unglazed clay or concrete: matt, grainy, a little uneven in tone."""
    g = Graph(Roughness=0.9, Specular_IOR_Level=0.2)
    tone = linear(color)
    dark = tuple(c * 0.72 for c in tone[:3]) + (1,)
    g.set(g.surface, {"Base_Color": g.mix(g.noise(0.5, 6), tone, dark)})
    g.bump(g.noise(6, 6), 0.25)
    return g.material


def marble(color: str = "white", vein: str = "charcoal", scale: float = 0.05) -> Any:
    g = Graph(Roughness=0.18, Coat_Weight=0.3)
    warp = g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(scale, 9, (1, 1.8, 1), 0.6), 0.5))
    fade = g.add("MapRange", Value=warp, From_Min=0.0, From_Max=0.045, To_Min=0.7, To_Max=0.0)
    g.set(g.surface, {"Base_Color": g.mix(fade.outputs[0], linear(color), linear(vein))})
    return g.material


def wood(kind: str, along: str = "x", tones: tuple[str, str] | None = None) -> Any:
    """Wood with its grain along axis x, y or z."""
    light, dark = tones or WOOD_TONES[kind]
    stretch = tuple(0.08 if axis == along else 1.0 for axis in "xyz")
    g = Graph(Roughness=0.45, Specular_IOR_Level=0.35)
    grain = g.noise(1.1, 8, stretch, 0.65)
    fine = g.noise(9, 3, tuple(s * (0.3 if s < 1 else 1) for s in stretch))
    figure = g.add(
        "MapRange",
        Value=g.math("ADD", grain, g.math("MULTIPLY", fine, 0.25)),
        From_Min=0.42,
        From_Max=0.78,
    )
    g.set(g.surface, {"Base_Color": g.mix(figure.outputs[0], linear(light), linear(dark))})
    g.bump(fine, 0.12)
    return g.material


def painted(color: str, gloss: float = 0.4, **pattern: Any) -> Any:
    """Lacquer or powder coating."""
    g = Graph(Roughness=0.6 - 0.45 * gloss, Coat_Weight=0.3 * gloss)
    g.set(g.surface, {"Base_Color": paint(g, color, **pattern)})
    return g.material


def plastic(color: str, rough: float = 0.35, **pattern: Any) -> Any:
    g = Graph(Roughness=rough)
    g.set(g.surface, {"Base_Color": paint(g, color, **pattern)})
    return g.material


def rubber(color: str, **pattern: Any) -> Any:
    g = Graph(Roughness=0.75, Specular_IOR_Level=0.3)
    g.set(g.surface, {"Base_Color": paint(g, color, **pattern)})
    g.bump(g.noise(14, 2), 0.08)
    return g.material


def metal(kind: str, rough: float | None = None, brushed: bool = False) -> Any:
    """Bare metal: brass, copper, stainless steel, aluminium, chrome."""
    tone, usual = METAL_TONES[kind]
    g = Graph(Base_Color=linear(tone), Metallic=1.0, Roughness=usual if rough is None else rough)
    if brushed:
        g.bump(g.noise(7, 2, (0.05, 1, 1)), 0.1)
    return g.material


def iron(color: str = "black") -> Any:
    g = Graph(Base_Color=linear(color), Metallic=0.4, Roughness=0.55)
    g.bump(g.noise(9, 4), 0.12)
    return g.material


def glass(tint: str = "clear") -> Any:
    """Thin clear or tinted glass: seen through without bending, deeper in colour at its edges."""
    tone = linear("#F4F8F8" if tint == "clear" else tint)
    pale, deep = (tuple(c**power for c in tone[:3]) + (1,) for power in (0.13, 0.6))
    edge = tuple((0.42 if tint == "clear" else 0.8) * c for c in deep[:3]) + (1,)
    g = Graph()
    facing = g.add("LayerWeight", Blend=0.5).outputs["Facing"]
    steep = g.math("POWER", facing, 2.2)
    through = g.add("BsdfTransparent", Color=g.mix(steep, pale, edge))
    shine = g.add("BsdfGlossy", Roughness=0.03)
    front = g.math("SUBTRACT", 1.0, g.add("NewGeometry").outputs["Backfacing"])
    share = g.math("ADD", 0.05, g.math("MULTIPLY", 0.6, g.math("POWER", facing, 4.0)))
    mixed = g.add("MixShader", Fac=g.math("MULTIPLY", share, front))
    for node, socket in ((through, 1), (shine, 2)):
        g.links.new(node.outputs[0], mixed.inputs[socket])
    g.links.new(mixed.outputs[0], g.nodes["Material Output"].inputs["Surface"])
    return g.material


def fabric(color: str, weave: float = 5.0, fuzz: float = 0.4, **pattern: Any) -> Any:
    """Woven cloth; `weave` is threads per cm as seen, `fuzz` its soft sheen."""
    g = Graph(Roughness=0.95, Specular_IOR_Level=0.1, Sheen_Weight=fuzz * 0.5)
    g.set(g.surface, {"Sheen_Roughness": 0.4, "Sheen_Tint": linear(color)})
    base = paint(g, color, **pattern)
    shade = g.noise(weave * 1.5, 2)
    worn = g.add("MapRange", Value=shade, From_Min=0.3, From_Max=0.7, To_Min=0.82, To_Max=1.08)
    tint = g.add("Mix", {"data_type": "RGBA", "blend_type": "MULTIPLY"})
    tint.inputs["Factor"].default_value = 1.0
    for name, value in (("A", base), ("B", worn.outputs[0])):
        socket = next(s for s in tint.inputs if s.name == name and s.type == "RGBA")
        if hasattr(value, "is_output"):
            g.links.new(value, socket)
        else:
            socket.default_value = value
    result = next(s for s in tint.outputs if s.type == "RGBA")
    g.set(g.surface, {"Base_Color": result})
    g.bump(shade, 0.35, 0.15)
    return g.material


def velvet(color: str, **pattern: Any) -> Any:
    return fabric(color, weave=12, fuzz=1.0, **pattern)


def knit(color: str, **pattern: Any) -> Any:
    g = Graph(Roughness=1.0, Specular_IOR_Level=0.05, Sheen_Weight=0.6)
    g.set(g.surface, {"Base_Color": paint(g, color, **pattern)})
    u, v, _ = g.coordinates("uv")
    rib = g.math("PINGPONG", u, 0.45)
    row = g.math("PINGPONG", g.math("ADD", v, g.math("MULTIPLY", rib, 0.8)), 0.3)
    g.bump(g.math("ADD", rib, row), 1.0, 0.5)
    return g.material


def leather(color: str) -> Any:
    g = Graph(Roughness=0.48, Specular_IOR_Level=0.45)
    tone = linear(color)
    dark = tuple(c * 0.7 for c in tone[:3]) + (1,)
    g.set(g.surface, {"Base_Color": g.mix(g.noise(0.4, 4), tone, dark)})
    cells = g.add("TexVoronoi", Vector=g.add("TexCoord").outputs["Object"], Scale=7.0)
    g.bump(cells.outputs["Distance"], 0.25, 0.08)
    return g.material


def woven(color: str, size: float = 0.8) -> Any:
    """Basketwork: strands of `size` cm going over and under."""
    g = Graph(Roughness=0.75, Specular_IOR_Level=0.2)
    u, v, _ = g.coordinates("uv")
    column = g.math("FLOOR", g.math("DIVIDE", u, size * 2))
    shift = g.math("MULTIPLY", g.math("MODULO", column, 2.0), size)
    over = g.math("SINE", g.math("MULTIPLY", g.math("ADD", v, shift), 3.1416 / size))
    across = g.math("ABSOLUTE", g.math("SINE", g.math("MULTIPLY", u, 1.5708 / size)))
    height = g.math("MULTIPLY", g.math("ADD", over, 1.0), across)
    tone = linear(color)
    dark = tuple(c * 0.6 for c in tone[:3]) + (1,)
    tone = tuple(min(c * 1.2, 1.0) for c in tone[:3]) + (1,)
    shade = g.add("MapRange", Value=height, From_Min=0.0, From_Max=0.8)
    g.set(g.surface, {"Base_Color": g.mix(shade.outputs[0], dark, tone)})
    g.bump(height, 0.5, 0.25)
    return g.material


def speckle_board(color: str = "light brown") -> Any:
    """Cork: light and dark crumbs."""
    g = Graph(Roughness=0.9, Specular_IOR_Level=0.1)
    crumbs = g.add("TexVoronoi", Vector=g.add("TexCoord").outputs["Object"], Scale=4.0)
    tone = linear(color)
    dark = tuple(c * 0.45 for c in tone[:3]) + (1,)
    g.set(
        g.surface,
        {"Base_Color": g.mix(g.math("MULTIPLY", crumbs.outputs["Color"], 0.8), tone, dark)},
    )
    return g.material


def glow(color: str = "#FFE3B5", strength: float = 4.0) -> Any:
    """A surface that gives light."""
    g = Graph(Base_Color=linear(color), Emission_Color=linear(color), Emission_Strength=strength)
    return g.material


def wax(color: str) -> Any:
    g = Graph(Base_Color=linear(color), Roughness=0.5, Subsurface_Weight=0.6)
    g.set(g.surface, {"Subsurface_Radius": (1.0, 0.6, 0.4), "Subsurface_Scale": 1.0})
    return g.material


WOVEN = ("cotton", "linen", "canvas", "nylon", "polyester")
SURFACES: dict[str, Callable[..., Any]] = {
    **{k: lambda color, k=k, along="x", **_: wood(k, along) for k in WOOD_TONES},
    **{k: lambda color, k=k, **_: metal(k) for k in METAL_TONES if k in MATERIALS},
    **dict.fromkeys(("stoneware", "earthenware"), lambda color, **p: ceramic(color, 0.55, **p)),
    **dict.fromkeys(("porcelain", "enamel"), lambda color, **p: ceramic(color, 1.0, **p)),
    **dict.fromkeys(WOVEN, lambda color, **p: fabric(color, **p)),
    **dict.fromkeys(("wool", "felt"), lambda color, **p: fabric(color, 3.5, 0.8, **p)),
    **dict.fromkeys(("straw", "rattan"), lambda color, **_: woven(color)),
    **dict.fromkeys(("terracotta", "concrete"), lambda color, **_: bisque(color)),
    "marble": lambda color, **_: marble(),
    "glass": lambda color, **_: glass(color),
    "painted wood": lambda color, **p: painted(color, 0.35, **p),
    "steel": lambda color, **p: painted(color, 0.45, **p),
    "cast iron": lambda color, **_: iron(color),
    "plastic": lambda color, **p: plastic(color, **p),
    "rubber": lambda color, **p: rubber(color, **p),
    "silicone": lambda color, **p: rubber(color, **p),
    "velvet": lambda color, **p: velvet(color, **p),
    "leather": lambda color, **_: leather(color),
    "paper": lambda color, **p: painted(color, 0.0, **p),
    "cork": lambda color, **_: speckle_board(color),
    "soy wax": lambda color, **_: wax(color),
}  # fmt: skip


def surface(material: str, color: str, along: str = "x", **pattern: Any) -> Any:
    """The Blender material for a material and colour named as in palette.py."""
    extra = {"along": along} if material in WOOD_TONES else {}
    return SURFACES[material](color, **extra, **pattern)
