"""What a browser may do with our pages: a content security policy in the head of each (https://www.w3.org/TR/CSP3/).

Whatever somebody managed to write into a page, it could run no script, load nothing from another place, send nothing
there, and change no address. What a page may run is what lies beside it in a file, and the inline texts whose digest
stands in its policy.

Who may show a page in a frame (`frame-ancestors`) cannot be said in a page, only by the server that sends it.
"""

import base64
import hashlib
import re

_NOTHING = "default-src 'none'; base-uri 'none'; "
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def of_site(head: str) -> str:
    """The policy of pages that the theme lays out; `head` is the template that holds the inline scripts of all of them.

    Pictures may stand in style sheets (`data:`), as the signs of the theme do. The form is that of the search.
    """
    scripts = " ".join(digest(script) for script in _SCRIPT.findall(head))
    return (
        f"{_NOTHING}script-src 'self' {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; form-action 'self'"
    )


def of_style(style: str) -> str:
    """The policy of a page that has one inline style sheet, and no script."""
    return f"{_NOTHING}style-src {digest(style)}; form-action 'none'"


def of_script(script: str) -> str:
    """The policy of a page that has one inline script, and no style."""
    return f"{_NOTHING}script-src {digest(script)}; form-action 'none'"


def digest(text: str) -> str:
    """What names an inline text in a policy. It must stand between its tags just so, to the last space."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
