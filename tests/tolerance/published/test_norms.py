"""Citations of norms: law, article, paragraph, item, as lists write them."""

from __future__ import annotations

import pytest

from bizenv.tolerance.published.norms import Norm, read_norms

CITED = {
    "《甲法》第三十三条第一款": ["《甲法》第三十三条第一款"],
    "《甲法》第33条第3款第2项": ["《甲法》第三十三条第三款第二项"],
    "《甲办法》第二十二条第一款第（三）项、第二十二条第二款": [
        "《甲办法》第二十二条第一款第三项",
        "《甲办法》第二十二条第二款",
    ],
    "《甲法》第二十一条第二款第二项、第三项 污染单位应当履行义务：（二）建立制度": [
        "《甲法》第二十一条第二款第二项",
        "《甲法》第二十一条第二款第三项",
    ],
    "1.《甲法》第十六条、第三十一条；\n2.《乙条例》第九条；3.《行政处罚法》第三十三条。": [
        "《甲法》第十六条",
        "《甲法》第三十一条",
        "《乙条例》第九条",
        "《行政处罚法》第三十三条",
    ],
    "《甲规定》（2015年通过，第22号令（修订））第四十条": ["《甲规定》第四十条"],
    "《甲法》[已废止]第十五条": ["《甲法》第十五条"],
    "《某省实施〈甲法〉办法》第八条": ["《某省实施〈甲法〉办法》第八条"],
    "《关于执行《甲法》的规定》第八条": ["《关于执行《甲法》的规定》第八条"],
    "中华人民共和国环境影响评价法 第31条第3款": [
        "《中华人民共和国环境影响评价法》第三十一条第三款"
    ],
    "《甲法》第一百零八条之一第２目": ["《甲法》第一百零八条之一第二目"],
    "《甲法》": ["《甲法》"],
    "《甲法》第二百六十条、《甲法》第二百六十条": ["《甲法》第二百六十条"],
    "《甲条例》第五条 违反本条例第九条的，由城管部门责令改正": ["《甲条例》第五条"],
    "《甲条例》第1005条": ["《甲条例》第1005条"],
    "《甲条例》第条": ["《甲条例》"],
    "没有引用第五条": [],
}


@pytest.mark.parametrize(("text", "expected"), CITED.items(), ids=range(len(CITED)))
def test_norms_are_cited_as_laws_number_them(text: str, expected: list[str]) -> None:
    assert [str(norm) for norm in read_norms(text)] == expected


def test_a_norm_has_its_parts() -> None:
    [norm] = read_norms("《甲法》第九条第二款第（一）项")
    assert norm == Norm("甲法", "第九条", "第二款", "第一项")
    assert norm.locator == "第九条第二款第一项"
    assert Norm("甲法").locator is None


def test_a_cell_of_citations_without_end_is_cut() -> None:
    assert len(read_norms("".join(f"《法{n}》第一条" for n in range(500)))) == 100
