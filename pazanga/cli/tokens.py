"""Commands for the tokens of programs."""

from typing import Annotated

import typer

from pazanga.cli.options import Home, RoleOption, find_settings, say

commands = typer.Typer()
token = typer.Typer(no_args_is_help=True)
commands.add_typer(
    token, name="token", help="Prieigos raktai programoms · Tokens of programs"
)


@token.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Vardas · What it is called")],
    role: Annotated[RoleOption, typer.Option(help="Vaidmuo · Role")],
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="Savivaldybės kodas (galima kelis) · Municipality, repeatable [all]",
        ),
    ] = None,
    days: Annotated[
        int, typer.Option(min=1, max=3650, help="Galioja dienų · Days it holds")
    ] = 90,
    home: Home = None,
) -> None:
    """Naujas raktas, parodomas vieną kartą · A new token, shown this one time."""
    from pazanga.access.journal import COMMAND, record_event
    from pazanga.access.mapping import check_municipalities
    from pazanga.access.tokens import create_token
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    codes = check_municipalities(settings.reference_dir, municipality)
    given = create_token(settings.access_dir, name, role.value, codes, days)
    record_event(
        settings.access_dir,
        COMMAND,
        "token_created",
        token=name,
        role=role.value,
        municipalities=sorted(codes),
        days=days,
    )
    say(given)
    said = text("pazanga.access", "token_created", settings.language, name=name)
    typer.echo(said, err=True)


@token.command("list")
def list_(context: typer.Context, home: Home = None) -> None:
    """Esami raktai, be pačių raktų · The tokens there are, not what they are."""
    from pazanga.access.tokens import list_tokens, say_token

    settings = find_settings(context, home, None)
    for one in list_tokens(settings.access_dir):
        say(say_token(one, settings.language))


@token.command()
def revoke(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Vardas · What it is called")],
    home: Home = None,
) -> None:
    """Atšaukti raktą: jis iškart nebeveikia · Revoke a token, at once."""
    from pazanga.access.journal import COMMAND, record_event
    from pazanga.access.tokens import revoke_token
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    revoke_token(settings.access_dir, name)
    record_event(settings.access_dir, COMMAND, "token_revoked", token=name)
    say(text("pazanga.access", "token_revoked", settings.language, name=name))
