"""Jinja2 as HuggingFace's transformers sets it up."""
import copy
import datetime
import json

import jinja2
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(Extension):
    """transformers' {% generation %}: it writes its body."""

    tags = {"generation"}

    def parse(self, parser):
        parser.stream.expect("name:generation")
        return parser.parse_statements(["name:endgeneration"], drop_needle=True)


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", Generation])
environment.filters["tojson"] = tojson
environment.globals["raise_exception"] = raise_exception
environment.globals["strftime_now"] = datetime.datetime(2024, 7, 26).strftime


def rendered(template, variables):
    """What a template gives, and what is wrong with it; one of the two is None."""
    try:
        # A filter that adds up adds to the list that it is given.
        return environment.from_string(template).render(**copy.deepcopy(variables)), None
    except Exception as problem:  # Whatever it is, the template does not render.
        return None, f"{type(problem).__name__}: {problem}"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def templates(folder):
    """Names and texts of the templates in a folder."""
    for path in sorted(folder.rglob("*.jinja")):
        yield path.stem, read(path)
    for path in sorted(folder.rglob("tokenizer_config.json")):
        template = json.loads(read(path)).get("chat_template")
        for name, text in [(path.parent.name, template)] if isinstance(template, str) else [
                (f"{path.parent.name} {entry['name']}", entry["template"]) for entry in template or []]:
            yield name, text
