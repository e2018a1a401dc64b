"""Templates become Python code, and what Jinja leaves open for any template is settled in it for ours.

Jinja looks up each attribute also as a key, lets whatever is called ask for the context, makes a `Markup` of each value
that it escapes, and has macros be called in every way. None of that is needed here: what a template names is there, or it is
a mistake; what it calls asks for nothing; what it prints is joined, and becomes markup as a whole.
"""

import ast
from collections.abc import Callable, Sequence
from functools import partial
from types import CodeType, FunctionType
from typing import Any

import jinja2
import markupsafe
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


class Environment(jinja2.Environment):
    """An environment of which the templates are compiled for speed. They cannot call functions that are marked `pass_context`."""

    def _compile(self, source: str, filename: str) -> CodeType:
        # Jinja calls this a hook for compiling in a different way.
        return compile(_Settled().visit(ast.parse(source + _OURS)), filename, "exec")


_OURS = f"\nfrom {__name__} import printed as escape, macro as Macro\n"
"""In place of what the code has from Jinja under these names."""

_signs_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001
"""What `escape` does with a text, before it makes an object of it, which takes three quarters of the time."""

_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text that is markup, as `Markup` makes it after it has looked for what is none."""


def printed(value: Any) -> str:
    """What a template prints of a value: as it is where it is markup, and escaped where it is not."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _signs_escaped(value) if kind is str else escape(value)


def macro(
    environment: jinja2.Environment, function: FunctionType, name: str, arguments: Sequence[str], *others: Any
) -> Callable[..., Markup]:
    """A macro as a function. What `others` say of is left to Jinja: arguments without a name, and `caller`."""
    if any(others[:3]):
        return Macro(environment, function, name, list(arguments), *others)  # type: ignore[return-value]
    function.__defaults__ = (missing,) * len(arguments)  # the code looks for it, and says which argument is missing

    def called(*given: object, **named: object) -> Markup:
        if named:
            given = (*given, *(named.pop(argument, missing) for argument in arguments[len(given) :]))
            if named:
                raise TypeError(f"the macro {name} has no argument {', '.join(named)}")
        return _markup(function(*given))

    return called


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
