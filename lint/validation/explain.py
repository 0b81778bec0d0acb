"""What jsonschema has to say of an entry: where it breaks its schema, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT202012

from lint.errors import ConfigError
from lint.patterns import finder
from lint.validation.formats import DATE_FORMAT, FORMATS
from lint.validation.validator import MESSAGE, ROW_SCHEMA, RULE, Breach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema.protocols import Validator

    from lint.validation.fast import Lookup
    from lint.validation.formats import DateCheck
    from lint.validation.validator import CompiledSchema

NOTHING: Mapping[str, Any] = {"not": {}}
"""The schema that allows nothing, as `false` does; of `false`, jsonschema forgets the place."""

# Where an error carries the annotations found on its way out.
_FOUND = "annotations"
# For one entry; with our own schema it takes some two hundred.
_MOST_STEPS = 100_000


class Explainer:
    """A schema and those that it refers to, as jsonschema understands them."""

    def __init__(self, schema: CompiledSchema) -> None:
        self._shown = schema.shown
        self._steps = _Steps(limited=schema.foreign)
        registry = registry_of(schema.lookup)
        self._validator = _validator_class(self._steps)(schema.root, registry=registry)

    def breaches(self, instance: Mapping[str, Any], is_date: DateCheck) -> Iterator[Breach]:
        """Where `instance` breaks the schema where dates are what `is_date` takes for one.

        Raises ConfigError for a schema that has a circular $ref, or takes too long.
        """
        self._steps.left = _MOST_STEPS
        validator = self._validator.evolve(format_checker=_Formats(is_date))
        try:
            yield from map(_breach, validator.iter_errors(instance))
        except RecursionError:
            raise ConfigError(f"{self._shown}: has a circular $ref") from None
        except _TooManyStepsError:
            message = f"takes more than {_MOST_STEPS:,} steps for one entry"
            raise ConfigError(f"{self._shown}: {message}") from None


class _TooManyStepsError(Exception):
    """A foreign schema that goes on and on."""


class _Steps:
    """How many more keywords may be looked at for one entry, if they are `limited`."""

    def __init__(self, *, limited: bool) -> None:
        self.limited = limited
        self.left = _MOST_STEPS

    def take(self) -> None:
        """Count one. Raises _TooManyStepsError."""
        self.left -= 1
        if self.limited and self.left < 0:
            raise _TooManyStepsError


def registry_of(lookup: Lookup) -> Registry[Any]:
    """The schemas that `lookup` finds, by their URIs."""

    def retrieve(uri: str) -> Resource[Any]:
        schema = lookup(uri)
        if schema is None:
            raise NoSuchResource(ref=uri)  # type: ignore[call-arg]  # attrs makes the parameter
        return DRAFT202012.create_resource(schema)

    return Registry(retrieve=retrieve)  # type: ignore[call-arg]  # the same


class _NoDateError(ValueError):
    """A text that is no date; says why."""


class _Formats(FormatChecker):
    """The formats that jsonschema knows by itself, and ours."""

    def __init__(self, is_date: DateCheck) -> None:
        super().__init__()

        def check(value: object) -> bool:
            reason = is_date(value) if isinstance(value, str) else None
            if reason is not None:
                raise _NoDateError(reason)
            return True

        self.checks(DATE_FORMAT, raises=_NoDateError)(check)
        for name, holds in FORMATS.items():
            self.checks(name)(_of_texts(holds))


def _of_texts(holds: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or holds(value)


def _breach(error: ValidationError) -> Breach:
    annotations = _annotations(error)
    reason = str(error.cause) if isinstance(error.cause, _NoDateError) else ""
    forbidden = error.validator == "not" and error.validator_value == {}
    return Breach(
        annotations.get(RULE, ROW_SCHEMA),
        annotations.get(MESSAGE, ""),
        tuple(error.absolute_path),
        error.instance,
        reason,
        "not allowed by the schema" if forbidden else error.message,
    )


def _annotations(error: ValidationError) -> Mapping[str, str]:
    """The rule and the message of `error`, else those of one of the branches that failed."""
    found: Mapping[str, str] = vars(error).get(_FOUND, {})
    if RULE in found:
        return found
    branches = [*map(_annotations, error.context or ()), found]
    return next((branch for branch in branches if RULE in branch), found)


def _validator_class(steps: _Steps) -> type[Validator]:
    """Draft 2020-12 with annotated errors."""
    keywords = {**Draft202012Validator.VALIDATORS, "pattern": _pattern}
    annotated = {name: _annotating(keyword, steps) for name, keyword in keywords.items()}
    extended: type[Validator] = validators.extend(Draft202012Validator, annotated)  # type: ignore[no-untyped-call]
    return extended


def _pattern(
    _: Validator, wanted: str, instance: Any, __: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not finder(wanted)(instance):
        yield ValidationError(f"{instance!r} does not match {wanted!r}")


def _annotating(keyword: Callable[..., Any], steps: _Steps) -> Callable[..., Any]:
    """`keyword`, leaving on each error the innermost rule around it, and the innermost message.

    Errors pass through the keywords of all the schemas on their path, from the inside out. A
    message beyond the schema that names the rule is one for another rule.
    """

    def check(
        validator: Validator, value: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        steps.take()
        for error in keyword(validator, value, instance, schema) or ():
            found = vars(error).setdefault(_FOUND, {})
            if RULE not in found:
                found.update(
                    (key, schema[key]) for key in (MESSAGE, RULE) if key in schema.keys() - found
                )
            yield error

    return check
