"""Node graphs for materials, and the patterns that can be painted on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.render.palette import linear

try:
    import bpy
except ModuleNotFoundError:  # texts and feeds are written without Blender
    bpy = None

Socket = Any


class Graph:
    """A material under construction."""

    def __init__(self, **principled: Any) -> None:
        self.material = bpy.data.materials.new("material")
        self.material.use_nodes = True
        self.nodes, self.links = self.material.node_tree.nodes, self.material.node_tree.links
        self.surface = self.nodes["Principled BSDF"]
        self.set(self.surface, principled)

    def set(self, node: Any, inputs: dict[str, Any]) -> None:
        """Fill input sockets; an underscore in a name stands for a space."""
        for name, value in inputs.items():
            socket = node.inputs[name.replace("_", " ")]
            if hasattr(value, "is_output"):
                self.links.new(value, socket)
            else:
                socket.default_value = value

    def add(self, kind: str, settings: dict[str, Any] | None = None, **inputs: Any) -> Any:
        """A new node with `settings` as properties and `inputs` as sockets; returns the node."""
        node = self.nodes.new(f"ShaderNode{kind}")
        for name, value in (settings or {}).items():
            setattr(node, name, value)
        self.set(node, inputs)
        return node

    def math(self, operation: str, a: Socket | float, b: Socket | float = 0.0) -> Socket:
        node = self.add("Math", {"operation": operation})
        for socket, value in zip(node.inputs, (a, b), strict=False):
            if hasattr(value, "is_output"):
                self.links.new(value, socket)
            else:
                socket.default_value = value
        return node.outputs[0]

    def mix(self, factor: Socket | float, a: Any, b: Any) -> Socket:
        """Colour between `a` and `b`."""
        node = self.add("MixRGB", Fac=factor, Color1=a, Color2=b)
        return node.outputs[0]

    def coordinates(self, space: str) -> tuple[Socket, Socket, Socket]:
        """Position in cm: `uv` on the surface, or two axes of the object such as `xz`."""
        source = self.add("TexCoord").outputs["UV" if space == "uv" else "Object"]
        xyz = self.add("SeparateXYZ", Vector=source).outputs
        if space == "uv":
            return xyz[0], xyz[1], source
        return xyz["xyz".index(space[0])], xyz["xyz".index(space[1])], source

    def noise(
        self,
        scale: float,
        detail: float = 3,
        stretch: tuple[float, ...] = (1, 1, 1),
        rough: float = 0.5,
    ) -> Socket:
        place = self.add("Mapping", Vector=self.add("TexCoord").outputs["Object"], Scale=stretch)
        return self.add(
            "TexNoise", Vector=place.outputs[0], Scale=scale, Detail=detail, Roughness=rough
        ).outputs[0]

    def bump(self, height: Socket, strength: float, distance: float = 0.1) -> None:
        node = self.add("Bump", Height=height, Strength=strength, Distance=distance)
        self.set(self.surface, {"Normal": node.outputs[0]})


# Each returns a 0/1 mask from surface coordinates u, v in cm and a period in cm.


def _striped(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    return g.math("LESS_THAN", g.math("FRACT", g.math("DIVIDE", v, period)), 0.5)


def _pinstriped(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    return g.math("LESS_THAN", g.math("FRACT", g.math("DIVIDE", u, period)), 0.3)


def _checked(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    a, b = _striped(g, u, v, _, period * 1.6), _striped(g, v, u, _, period * 1.6)
    return g.math("ABSOLUTE", g.math("SUBTRACT", a, b))


def _dotted(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    row = g.math("FLOOR", g.math("DIVIDE", v, period))
    shift = g.math("MULTIPLY", g.math("MODULO", row, 2.0), 0.5)
    a = g.math("SUBTRACT", g.math("FRACT", g.math("ADD", g.math("DIVIDE", u, period), shift)), 0.5)
    b = g.math("SUBTRACT", g.math("FRACT", g.math("DIVIDE", v, period)), 0.5)
    square = g.math("ADD", g.math("MULTIPLY", a, a), g.math("MULTIPLY", b, b))
    return g.math("LESS_THAN", square, 0.06)


def _zigzag(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    wave = g.math("PINGPONG", u, period)
    return g.math(
        "LESS_THAN", g.math("FRACT", g.math("DIVIDE", g.math("ADD", v, wave), period * 1.3)), 0.5
    )


def _speckled(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    spots = g.add("TexVoronoi", Vector=g.add("TexCoord").outputs["Object"], Scale=3.2 / period)
    return g.math("LESS_THAN", spots.outputs["Distance"], 0.24)


def _marbled(g: Graph, u: Socket, v: Socket, _: Socket, period: float) -> Socket:
    veins = g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(0.35 / period, 8, rough=0.6), 0.5))
    return g.math("LESS_THAN", veins, 0.022)


PATTERNS: dict[str, Callable[..., Socket]] = {
    "striped": _striped,
    "pinstriped": _pinstriped,
    "checked": _checked,
    "dotted": _dotted,
    "zigzag": _zigzag,
    "speckled": _speckled,
    "marbled": _marbled,
}


def paint(
    g: Graph,
    color: str,
    pattern: str = "plain",
    second: str = "white",
    period: float = 1.6,
    space: str = "uv",
    level: float = 0.0,
) -> Socket | tuple:
    """The base colour: plain, dipped (`second` below z = `level`), or one of PATTERNS."""
    if pattern == "plain":
        return linear(color)
    if pattern == "dipped":
        z = g.coordinates("xz")[1]
        return g.mix(g.math("LESS_THAN", z, level), linear(color), linear(second))
    u, v, source = g.coordinates(space)
    return g.mix(PATTERNS[pattern](g, u, v, source, period), linear(color), linear(second))
