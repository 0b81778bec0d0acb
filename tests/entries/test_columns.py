# ruff: noqa: RUF001 - fullwidth characters are what real headers have

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.entries.columns import CORE, read_columns

# The headers of the tables of 47 real lists, each once, with what their columns hold. `E` begins
# those whose rows are entries, `·` is an empty header.
REAL = """
E title:API | summary:Description | Auth | HTTPS | CORS
E title:模型 | 版本 | link:TensorFlow | link:PyTorch | 作者 | link:源地址 | 应用领域
E date:Date | title:Paper | link:Links & Summary
E title:Project | summary:Details | link:Repository
E title:Title & Authors | summary:Introduction | link:Links
E date:Date | title:Title | link:Paper | link:Code | Recom
E title:Title | Model | date:Date | link:Code | venue:Venue
E title:Title | link:arXiv | link:Github | link:WebSite | date:Pub. & Date
E date:Date | venue:Venue | title:Benchmark | Size | Language | link:Source
E 已录制 | date:年份 | title:名字 | summary:简介 | 引用
E date:Time | title:Title | venue:Venue | link:Paper | link:Code
E title:Paper | venue:Published in | link:Code/Project
E title:· | summary:説明 | 開発元
E title:· | summary:Description | Developer
- title:Dataset | Typical Usage | Provider | Docu. | License | Redist | mod-x | Volume
E title:Title | link:arXiv | link:Github | link:Website | date:Pub. Date
E title:Title | venue:Venue | date:Date | link:Code | link:Demo
E date:Date | title+summary:Paper & Summary | Tags | link:Links
E title:模型 | 版本 | 类型 | link:TensorFlow | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:· | date:Release Year | Architecture | Training Data | Developer | License
E title:Name | link:Paper | link:Link | Notes
E title:Name | link:Paper | date:Date | link:Link | venue:Venue
E title:模型 | 版本 | summary:介绍 | link:模型下载 | 作者 | link:源地址 | 应用领域 | 备注
E title:Dataset | date:Year | Classes | Training | Testing | Evaluation Metric \
    | link:Project
E title:· | date:公開年 | アーキテクチャ | 学習コーパス | 開発元 | ライセンス
E date:时间 | title+summary:论文与摘要 | 标签 | link:链接
E date:Date | title:Title | summary:Summary | link:Links
E title:模型 | 大小 | date:时间 | 语言 | 领域 | link:下载 | link:项目地址 | 机构/个人 \
    | link:文
E title:Title | link:arXiv | link:Github | link:Website | date:Pub. & Date
- title:·
E title:Language Model | date:Release Date | link:Checkpoints | link:Paper/Blog | Params (B) \
    | Context Length | Licence | link:Try it
E title:Name | date:Release Date | link:Paper/Blog | Dataset | Samples (K) | License
- Section | Papers | · | · | ·
- Application | ·
E title:Title | link:Repo | link:Paper | link:Video
E title:模型 | 大小 | date:时间 | 语言 | 架构 | link:下载 | link:项目 | 机构 | 备注
E title:模型 | 大小 | date:时间 | 语言 | 领域 | link:下载 | link:项目地址 | 机构/个人 | 架构 \
    | link:文献 | 备注
E title:模型 | 大小 | date:时间 | 架构 | link:下载 | link:项目
E title:模型 | 大小 | date:时间 | 领域 | link:下载 | link:项目
E title:模型 | 版本 | link:PaddlePaddle | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | link:PyTorch | 作者 | link:源地址 | 备注
E title:· | date:公開年 | ベースのLLM | 学習テキスト | 開発元 | ライセンス / 利用規約
E title:· | date:公開年 | 開発元 | ライセンス
E title:· | date:公開年 | アーキテクチャ | ドメイン | 開発元 | ライセンス
E title:· | date:公開年 | アーキテクチャ | 学習画像/テキスト | 開発元 | ライセンス
E title:· | date:Release Year | Base Model | Training Data | Developer \
    | License / Terms of Use
E title:· | date:Release Year | Original Models (Japanese LLMs in bold) | Developer \
    | License
E title:· | date:Release Year | Developer | License
E title:· | date:Release Year | Architecture | Domain | Developer | License
- 번호 | 데이터 종류 | summary:데이터 설명
E date:Date | keywords | Institute | title:Paper
E title:Title | venue:Venue | date:Date | link:Page
E title:Name | link:Paper | Type | Modalities
E date:Date | title:Title | App | link:Code | Recom
- Platform | Access
E title:Methods | Task | link:Github
E title:Title | date:Date | link:Code | venue:Venue
E date:Year | title:Title | venue:Venue | link:Paper | link:Code
- Task Type | Benchmarks & Datasets
E title:System | date:Time | Stars | link:GitHub & Website
- Type | link:Website Link | Video Introduction
- 任务类型 | 数据集和评估基准
E title:系统 | date:时间 | 关注数 | link:开源网址和官方网站
- 类型 | link:网址链接 | 视频内容简介
E title:Title | link:Link | link:Code | venue:Venue | Classification | Model | Comment
E title:Dataset | date:Year | Num of Image-Text Paris | Language | link:Project
E title:Name | date:Release Date | link:Paper/Blog | Dataset | Tokens (T) | License
E date:Date | Keyword | title:Paper | summary:TL;DR
- RQ | Category | Papers | Percentage | Trend
- Types | Tools
- General Information | ·
- venue:Conference | date:Year
- 分类 | summary:说明 | link:链接
- 系列 | 代表模型 | link:链接
- 系列 | summary:说明 | 代表模型 | 详情
E title:名称 | summary:说明 | 作者/组织 | link:地址
E title:模型 | 大小 | date:时间 | 语言 | 领域 | link:下载 | link:项目地址 | 机构/个人 | 架构 \
    | link:文献
E title:名称 | 大小 | date:时间 | 语言 | link:下载 | link:项目地址 | 作者 | 备注
E title:模型 | 大小 | date:时间 | 语言模型 | 非语言模型 | 语言 | 领域 | link:下载 \
    | link:项目地址 | 机构/个人 | link:文献
E title:模型 | 版本 | link:TensorFlow | link:PyTorch | 作者 | link:源地址 | link:首页 \
    | 应用领域
E title:模型 | 版本 | 视觉架构 | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | summary:介绍 | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | 资源 | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | link:Keras | link:PyTorch | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | 资源 | link:下载地址 | 作者 | link:源地址 | 应用领域
E title:模型 | 版本 | link:模型下载 | 作者 | link:源地址 | 应用领域
E 序号 | title:名称 | summary:说明 | 作者/组织 | Stars | link:地址
E title:模型 | 大小 | date:时间 | 语言 | 领域 | link:下载 | link:项目地址 | 机构/个人 | 结构 \
    | link:文
E title:· | date:公開年 | アーキテクチャ | 入出力で扱える トークン数 | 学習テキスト | 開発元 \
    | ライセンス / 利用規約
E title:· | date:公開年 | ドメイン | アーキテクチャ | 学習テキスト | 開発元 | ライセンス
E title:· | date:公開年 | ドメイン | ベースのLLM | 学習テキスト | 開発元 | ライセンス
E title:· | date:公開年 | ドメイン | ベースのLLM | 開発元 | ライセンス
E title:· | date:公開年 | マージ元のLLM（太字は日本語LLM） | 開発元 | ライセンス
E title:· | date:公開年 | 入出力で扱える トークン数 | 開発元 | プラットフォーム
E title:· | date:公開年 | アーキテクチャ | 入力で扱えるトークン数 | 学習テキスト | 開発元 \
    | ライセンス | HuggingFace ですぐ使える？ [^4]
E title:· | date:公開年 | ドメイン | アーキテクチャ | 学習テキスト | 開発元 | ライセンス \
    | HuggingFace ですぐ使える？
E title:· | date:公開年 | 入力で扱えるトークン数 | 開発元 | ライセンス
E title:· | date:公開年 | アーキテクチャ | 学習画像/テキスト | 開発元 \
    | ライセンス / 利用規約
E title:· | date:公開年 | ベースのVLM | 学習画像/テキスト | 開発元 | ライセンス
E title:· | date:公開年 | マージ元のLLM・VLM（太字は日本語LLM） | 開発元 | ライセンス
E title:· | date:公開年 | アーキテクチャ | 学習データ | 開発元 | ライセンス
E title:· | date:Release Year | Architecture | Max Context Length | Training Data \
    | Developer | License / Terms of Use
E title:· | date:Release Year | Domain | Architecture | Training Data | Developer | License
E title:· | date:Release Year | Domain | Base Model | Training Data | Developer | License
E title:· | date:Release Year | Domain | Base Model | Developer | License
E title:· | date:Release Year | Max Context Length | Developer | Platform
E title:· | date:Release Year | Architecture | Max Input Length | Training Data | Developer \
    | License | HuggingFace? [^4]
E title:· | date:Release Year | Domain | Architecture | Training Data | Developer | License \
    | HuggingFace?
E title:· | date:Release Year | Max Context Length | Developer | License
E title:· | date:Release Year | Architecture | Training Data | Developer \
    | License / Terms of Use
E title:· | date:Release Year | Base Model | Training Data | Developer | License
- 底座 | 包含模型 | 模型参数大小 | 训练token数 | 训练最大长度 | 是否可商用
- date:연도 | 2015 | 2016 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | 2025
E date:日期 | title:标题 | 封面 | 时长 | link:视频（播放数）
E title:API | summary:Description | Call this API
- title:· | · | ·
- title:· | · | ·
- This 10 minute video provides an overview of the motivations for machine learning operations
- You can join the Machine Learning Engineer newsletter. | ·
- Metric | Count
- Language | Icon
- Step | Section | Subsections
- NLP Task | Type | Benchmarks
"""
_FIELDS = {"date", "link", "summary", "title", "title+summary", "venue"}


class Header(NamedTuple):
    """The columns of a table and what is expected of them."""

    columns: tuple[str, ...]
    fields: tuple[str, ...]
    entries: bool


def headers() -> list[Header]:
    found = []
    for line in REAL.strip().split("\n"):
        cells = re.split(r" +\| ", line[2:])
        pairs = [
            cell.partition(":") if cell.partition(":")[0] in _FIELDS else ("", "", cell)
            for cell in cells
        ]
        names = tuple(name.replace("·", "") for _, _, name in pairs)
        found.append(Header(names, tuple(field for field, _, _ in pairs), line[0] == "E"))
    return found


@pytest.mark.parametrize(
    "header", [pytest.param(one, id=" ".join(one.columns)[:60]) for one in headers()]
)
def test_every_real_header_is_understood(header: Header) -> None:
    columns = read_columns(header.columns)
    found = [
        next(
            (
                field
                for field in ("title", "date", "summary", "venue")
                if getattr(columns, field) == index
            ),
            "link" if index in columns.links else "",
        )
        for index in range(len(header.columns))
    ]
    if columns.title_and_summary and columns.title is not None:
        found[columns.title] = "title+summary"
    assert tuple(found) == header.fields
    assert columns.describe_entries == header.entries


def test_there_are_as_many_real_headers_as_were_counted() -> None:
    assert len(headers()) == 123


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\xa0Date\xa0\xa0", "Date"),
        ("**Date**", "Date"),
        ("DATE", "Date"),
        ("📅 Date", "Date"),
        ("Date:", "Date"),
        ("Date (UTC)", "Date"),
        ("Pub.\nDate", "Pub. Date"),
        ("PUB. &  DATE", "Pub. & Date"),
        ("Ｄａｔｅ", "Date"),
        ("视频（播放数）", "视频"),
        ("Links&Summary", "Links & Summary"),
        ("Paper / Blog", "Paper/Blog"),
    ],
)
def test_a_header_is_known_in_any_dress(written: str, meant: str) -> None:
    def roles(header: str) -> object:
        columns = read_columns(["Title", header])
        return columns.date, columns.links, columns.venue_in_date

    assert roles(written) == roles(meant)
    assert roles(written) != roles("Anything else")


@pytest.mark.parametrize(
    ("columns", "title", "links"),
    [
        ("Date | keywords | Paper", 2, ()),
        ("Date | Title | Paper | Code", 1, (2, 3)),
        ("Name | Paper | Link", 0, (1, 2)),
        ("Paper | Name", 1, (0,)),
        (" | Paper | Code", 1, (2,)),
        (" | Code", 0, (1,)),
        ("Title |  | Code", 0, (2,)),
        ("Dataset | Project", 0, (1,)),
        ("Project | Details", 0, ()),
        ("Title | Project", 0, (1,)),
    ],
)
def test_the_siblings_decide_what_an_ambiguous_header_means(
    columns: str, title: int, links: tuple[int, ...]
) -> None:
    read = read_columns([name.strip() for name in columns.split("|")])
    assert (read.title, read.links) == (title, links)


def test_a_mapping_comes_before_the_vocabulary() -> None:
    headers = ["When", "Title", "Thing", "Where", "Score", "Date"]
    mapping = {"when": "date", "THING": "title", "Where": "links", "score": "points"}
    columns = read_columns(headers, mapping)
    assert (columns.date, columns.title, columns.links) == (0, 2, (3,))
    assert columns.keys == ("date", "title (2)", "title", "where", "points", "date (2)")


def test_a_weak_date_gives_way_to_a_strong_one_and_can_be_switched_off() -> None:
    assert read_columns(["Time", "Title", "Date"]).date == 2
    assert read_columns(["Time", "Title", "Link"]).date == 0
    off = read_columns(["Time", "Title", "Link"], weak_dates=False)
    assert off.date is None
    assert off.keys == ("time", "title", "link")


def test_only_headers_that_cannot_mean_anything_else_are_strong_links() -> None:
    assert read_columns(["Title", "Code", "Demo"]).weak_links
    assert not read_columns(["Title", "Code", "Links"]).weak_links


HEADERS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["Date", "Title", "Links", "", "Section", "summary", "date (2)", "Paper"]),
    ),
    max_size=8,
)


@given(HEADERS)
def test_no_two_columns_share_a_name_and_none_takes_a_core_name(headers: list[str]) -> None:
    columns = read_columns(headers)
    named = [key for key in columns.keys if key]
    assert len(columns.keys) == len(headers)
    assert len(set(named)) == len(named)
    for field in CORE:
        index = named.index(field) if field in named else None
        if index is not None:
            assert getattr(columns, field) == columns.keys.index(field)
