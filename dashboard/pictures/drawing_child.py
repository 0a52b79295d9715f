"""What draws pictures for the server, in a process of its own."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.blocks.picture_menu import name_picture
from dashboard.pictures.chart import draw_picture, read_picture
from pazanga.errors import UserError, pack_error
from pazanga.settings import Settings


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Draw the chart that a request names.

    Args:
        request: `home`, `data`, `audience`, `address` of the page, `chart`,
            `ending`.

    Returns:
        `content` in Base64, `name` of the file, and `snapshot` that it shows; or
        `error`, packed.
    """
    settings = Settings(
        home=Path(request["home"]),
        data=Path(request["data"]),
        audience=request["audience"],
    )
    try:
        page = run_page(settings, parse_address(request["address"]))
        picture = read_picture(page, request["chart"])
        content = draw_picture(picture, request["ending"])
    except UserError as error:
        return {"error": pack_error(error)}
    name = f"{name_picture(page.screen, picture.name)}.{request['ending']}"
    return {
        "name": name,
        "content": base64.b64encode(content).decode(),
        "snapshot": page.screen.snapshot.name,
    }
