"""Templates become Python code, and what Jinja leaves open for any template is settled in it for ours.

Jinja looks up each attribute also as a key, lets whatever is called ask for the context, and makes a `Markup` of each value
that it escapes. None of that is needed here: what a template names is there, or it is a mistake; what it calls asks for
nothing; and what it prints is joined, and becomes markup as a whole.
"""

import ast
from collections.abc import Callable
from types import CodeType
from typing import Any

import jinja2
import markupsafe
from markupsafe import Markup, escape


class Environment(jinja2.Environment):
    """An environment of which the templates are compiled for speed; in them, `call` takes no `pass_context` functions."""

    def _compile(self, source: str, filename: str) -> CodeType:
        # Jinja calls this a hook for compiling in a different way.
        return compile(_Settled().visit(ast.parse(source + _ESCAPE)), filename, "exec")


_ESCAPE = f"\nfrom {__name__} import printed as escape\n"


_signs_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001
"""What `escape` does with a text, before it makes an object of it, which takes three quarters of the time."""


def printed(value: Any) -> str:
    """What a template prints of a value: as it is where it is markup, and escaped where it is not."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _signs_escaped(value) if kind is str else escape(value)


class _Settled(ast.NodeTransformer):
    """`environment.getattr(x, "name")` is `x.name`, and `context.call(f, x)` is `f(x)`."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), "getattr"), [value, ast.Constant(str(name))]):
                return ast.copy_location(ast.Attribute(value, name, ast.Load()), node)
            case ast.Call(ast.Attribute(ast.Name("context"), "call"), [function, *given]):
                named = [keyword for keyword in node.keywords if keyword.arg not in ("_loop_vars", "_block_vars")]
                return ast.copy_location(ast.Call(function, given, named), node)
        return node
