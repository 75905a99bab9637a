"""Are the tokens of symbols told apart from each other, and from all that can be read?"""

from explorer.symbol import Symbol, has_symbol, is_token


def test_a_text_has_a_token_for_each_symbol() -> None:
    assert f"{Symbol.LOSS} falls" == "\ue009 falls"
    assert len({*Symbol}) == len(Symbol) == len({symbol.key for symbol in Symbol})
    assert all(len(symbol) == 1 and is_token(symbol) for symbol in Symbol)


def test_what_can_be_read_is_no_token() -> None:
    assert not has_symbol("E δ α φ′ ∂E/∂w ‖∇E‖ 0123 é あ 😀")
    assert has_symbol(f"2/λ < {Symbol.ALPHA}")
