"""The venues and organisations that stand for a date: `CVPR` in a date column says when enough.

A curator who writes `CVPR` where a date belongs tells the reader where and, within a year, when a
paper came out; one whose columns have slipped writes a model's name or a language there. Only a
list of names tells the two apart. It holds conferences and journals of computing (as the CORE and
CCF rankings and DBLP abbreviate them), preprint servers, laboratories that publish by themselves,
and words for publication without review such as `Blog` and `Tech Report`.
Left out on purpose: abbreviations that are ordinary words (`FAST`, `MODELS`, `CLOUD`), words that
are headers or cells of other columns (`DATE`, `Code`, `GitHub`, `Website`, the language code `KR`),
and names of models and data sets, but where a laboratory goes by its model (`Qwen`, `DeepSeek`).
"""

from __future__ import annotations

from lint.patterns import lazy


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VENUES = _words(
    """
    aaai aamas acml acmmm aistats alife aplas coling colla collas colm colt conll corl ecai ecml
    ecml-pkdd ecmlpkdd gecco iaai icaps icdm iclr icml icmla iconip icpr icra ijcai ijcnn iros jair
    jmlr l4dl midl mlhc mlsys neucom neurips nips pakdd pkdd pmlr pricai rlc rss taslp tcyb
    tmlr tnnls uai
    aacl acl arr bionlp blackboxnlp clef cscl eacl emnlp icassp ijcnlp inlg interspeech ismir iwslt
    lak lrec naacl nlpcc rep4nlp semeval sigdial slt tacl tallip trec trustnlp unlp wassa wmt
    accv avss bmvc cvpr dagm eccv fg icb iccp iccv icdar icip icme icmr ijcb ijcv ismar miccai
    mmm mmsys mm-asia pami tcsvt tip tmi tmm tpami tvcg vcip wacv wifs 3dv
    cgf chi chiir cscw eurographics eurovis hri icmi imwut iswc iui mobilehci nordichi siggraph
    siggraph-asia sigcse tochi tog ubicomp uist vrst www thewebconf websci
    adma bigdata cidr cikm dasfaa debs dexa ecir edbt icde icdt icwsm ictir kdd mdm pods pvldb
    recsys sdm sigir sigmod sigspatial ssdbm tkdd tkde tods tois vldb vldbj wsdm
    acsac aisec asiaccs asiacrypt ccs ches crypto dsn esorics eurocrypt eurosp ieeesp ndss pets
    popets raid s&p saner satml soups tdsc tifs trustcom ubisec usenix usenix-security woot
    ase cade ecoop esec esem esec-fse fse icfp icpc icse icsme icst issre issta lics msr oopsla
    pldi popl ppopp seip splash ssbse tacas tosem tse vmcai vstte
    asplos aspdac atc cav cgo conext dac eurosys globecom hotchips hotcloud hotnets hotos
    hotstorage hpca hpdc icc iccad iccd icdcs icnp icpp ics infocom ipdps ipsn isca islped ispass
    isscc mascots mobicom mobihoc mobisys nsdi osdi podc rtas rtss sensys sigcomm sigmetrics sosp
    spaa tcad todaes tpds vlsi wcnc wowmom
    alenex cpm esa focs fsttcs icalp isaac itcs jacm lpar mfcs sicomp soda stacs stoc tcs
    aies bibm chil eaai eccb facct fccm icics ijcesen isbi ismb jamia jbhi medinfo recomb tbme tiis
    tist tits tgrs embc igarss ivus tii tomm tsc twc
    neuron pnas
    """
)

_ORGANISATIONS = _words(
    """
    01.ai adobe ai2 ai21 aleph-alpha alibaba allenai amazon amd anthropic apple baai baichuan baidu
    bigcode bigscience bloomberg bosch bytedance cerebras cohere databricks deepmind deepseek
    eleuther eleutherai facebook google huawei huggingface ibm iflytek inria intel kakao kaist
    kuaishou kyutai laion linkedin lmsys mbzuai megvii meituan meta microsoft mila minimax mistral
    mistralai moonshot mosaicml msra naver netease netflix nous nousresearch nvidia openai openbmb
    opengvlab openmmlab oppo pinterest promptfoo qualcomm qwen rakuten rednote rednote-hilab reka
    replit runwayml sakana salesforce samsung sensetime shopify snapchat snowflake sony spotify
    stabilityai stepfun tencent tiktok togetherai uber unitary.ai upstage vectara vmware waymo
    wechat x.ai xai xiaohongshu xiaomi yandex zhipu zhipuai
    berkeley caltech cambridge cmu columbia cornell csail epfl eth fudan harvard hkust hku mit ntu
    nus nyu oxford peking pku princeton rwth sjtu stanford tsinghua ucb ucla ucsd uiuc umd yale zju
    """
)

# Words for where or how something came out that make any name beside them one of a publication.
_KINDS = _words(
    """
    annals arxiv biorxiv blog blogpost chemrxiv conf conference dissertation eprint iacr institute
    journal lncs medrxiv openreview preprint proc proceedings ssrn substack symposium techreport
    techrxiv thesis trans transactions univ university zenodo
    """
)

# Whoever names a publisher may name any journal after it: `IEEE Access`, `Nature Medicine`.
_PUBLISHERS = _words(
    "acm elsevier frontiers ieee manning mdpi nature plos science springer usenix wiley"
)

# Words that may stand beside a known name and say nothing alone.
_QUALIFIERS = _words(
    """
    ai and azure award b benchmarks best blog companion corp d datasets demo edition extended
    finding findings hlt in inc industry lab labs long ltd main oral paper papers poster posters
    report research seed short spotlight student t team tech technical tiny track tutorial w
    workshop workshops
    """
)

_PHRASES = frozenset(
    {
        "ant group",
        "applied sciences",
        "black forest labs",
        "book",
        "hugging face",
        "multimedia tools and applications",
        "neural networks",
        "pattern recognition",
        "scale ai",
        "stability ai",
        "tech report",
        "technical report",
        "white paper",
        "whitepaper",
    }
)
_NAMES = _VENUES | _ORGANISATIONS | _KINDS | _PUBLISHERS
# `Inf. Softw. Technol.`: only journals are abbreviated so (ISO 4).
_ABBREVIATED = lazy(r"[^\W\d]{2,}\.(?: [^\W\d]+\.?)* [^\W\d]{2,}\.")
# What stands in small letters in the name of a publication, and what only a sentence has.
_SMALL = _words("a an and der di en et for für in la of on phd master the und y zu")
_SENTENCE = _words(
    """
    about are did do does from has have her his how i is it its made makes my our that their these
    they this to was we were what when which who why will with you your
    """
)
# Without a name, these are of a school, but `University Graduate` is no place of publication.
_SCHOOLS = _words("institute univ university")
_OF = _words("de degli della der des di do du für la of")
_MOST_WORDS = 10
# A word in a script without capitals that is longer is hardly a name.
_LONG_WITHOUT_CASE = 7
_DIGIT = lazy(r"\d")
_SEPARATOR = lazy(r"[\s,/&+@()\[\]\-.:'_|]+")


def known(text: str) -> bool:
    """Whether `text` is the name of a venue or of an organisation, whatever its case.

    Names may be joined (`ACL/IJCNLP`), name a workshop at a venue (`SCALR@COLM`, `ICLRW`) and
    stand with words such as `Findings` or `Research`; anything else in the text makes it unknown,
    so that `Meta` is known and `Meta-Llama-3-8B-Instruct` is not.
    """
    name = text.casefold().rpartition("@")[2].strip()
    if name in _NAMES or name in _PHRASES or _ABBREVIATED.fullmatch(name):
        return True
    if _DIGIT.search(name):
        return False
    parts = [part for part in _SEPARATOR.split(name) if part]
    if not parts:
        return False
    if parts[0] in _PUBLISHERS or not _KINDS.isdisjoint(parts):
        return True
    named = [part for part in parts if _is_name(part)]
    return bool(named) and all(part in _QUALIFIERS or part in named for part in parts)


def is_publication(text: str) -> bool:
    """Whether `text`, which is `known`, is a name and no sentence in which there is one.

    `Annals of Statistics` and `PhD thesis` are names, `Our blog on rivers` is none.
    """
    words = text.split()
    parts = [part for part in _SEPARATOR.split(text) if part]
    if len(words) > _MOST_WORDS or not _SENTENCE.isdisjoint(part.casefold() for part in parts):
        return False
    for part, after in zip(parts, [*parts[1:], "of"], strict=True):
        if part.casefold() in _SCHOOLS and after not in _OF:
            return False
    # Scripts without capitals show no names: `川の曲がり方 arXiv` is a title and its archive.
    small = (part for part in parts if part.islower() or _is_long_without_case(part))
    return all(
        part in _SMALL or part in _OF or part in _QUALIFIERS or _is_name(part) for part in small
    )


def is_venue(name: str) -> bool:
    """Whether one word is the name of a conference or a journal, whatever its case."""
    return name.casefold() in _VENUES


def _is_long_without_case(part: str) -> bool:
    return len(part) >= _LONG_WITHOUT_CASE and part.upper() == part.lower() and part.isalpha()


def _is_name(part: str) -> bool:
    return part in _NAMES or (part.endswith("w") and part[:-1] in _VENUES)
