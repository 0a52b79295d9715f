import pytest

from pazanga import texts


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("47 proc.", "Gauna 47 proc. Toliau."),
        ("47 %", "Gauna 47 %. Toliau."),
        ("a...", "Gauna a.... Toliau."),
        ("../kita", "Gauna ../kita. Toliau."),
        ("a/../b", "Gauna a/../b. Toliau."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(
    share: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"share": {"lt": "Gauna {share}. Toliau."}}
    monkeypatch.setattr(texts, "read_catalogue", lambda *_: form)
    assert texts.text("made_up", "share", "lt", share=share) == said
