"""What writes reports for the server, in a process of its own."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from dashboard.report.command import WRITERS
from dashboard.report.compose import build_report
from dashboard.report.sections import SECTIONS
from pazanga.errors import UserError, pack_error
from pazanga.settings import Settings


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Write the report that a request names, with all its sections.

    Args:
        request: `home`, `data` and `audience`, `plan`, `ending`, `language`.

    Returns:
        `content` in Base64; or `error`, packed.
    """
    settings = Settings(
        home=Path(request["home"]),
        data=Path(request["data"]),
        audience=request["audience"],
    )
    try:
        report = build_report(settings, request["plan"], SECTIONS, request["language"])
        content = WRITERS[f".{request['ending']}"](report)
    except UserError as error:
        return {"error": pack_error(error)}
    return {"content": base64.b64encode(content).decode()}
