"""Renders random templates, or given ones with random conversations, with Jinja2 as transformers sets it up; the same for the same seed.

    pip install jinja2
    python random_templates.py programs SEED COUNT OUT.json        COUNT programs in Jinja's language
    python random_templates.py FOLDER SEED COUNT OUT.json          every *.jinja and tokenizer_config.json in FOLDER, with COUNT conversations each

CLIKATEST_TEMPLATES=OUT.json dotnet test compares what is in it.
"""
import json
import pathlib
import random
import sys

from environment import rendered, templates as published

TEXTS = ["", " ", "a", "ab", "Ab c", " x\n", "it's \"so\"", "Łódź", "中🙂", "e\u0301", "straße", "a\tb\r\nc", "{{ x }}", "<b>&'", "1", "-3", "2.5", "x,y,,z", "\n\n", "\u00a0\u3000", "ǅ İ ß ﬁ", "١", "²", "\x1c", "%s", "{}", "~", "aXbXc", "\x7f\u200b\u00ad"]
NUMBERS = ["0", "1", "2", "3", "7", "10", "100", "-1", "-7", "0.5", "1.0", "2.5", "-0.5", "1e3", "1e16", "1e-5", "1_000", "0.1", "3.0e2"]
NAMES = ["text", "list", "map", "none", "half", "people", "empty", "n", "nested", "flag", "missing", "mixed", "words", "big", "flag", "n", "text"]
GIVEN = {
    "text": " Łódź, 中🙂 it's \"so\" \n", "list": [3, 1, 2], "map": {"b": 1, "a": [True, None], "C": "x"}, "none": None, "half": 0.5, "n": 7, "flag": True, "big": 1234567890123,
    "people": [{"name": "Bo", "age": 3}, {"name": "al", "age": None}, {"name": "Cy", "age": 3, "more": {"deep": 7}}], "empty": [], "nested": [[1, 2], [3, [4, "x"]], []],
    "mixed": [1, "a", None, 2.5, True, "B", [], {"k": 1}], "words": ["b", "A", "c", "a", "B", "ä", "Z", "中"],
}
TESTS = ["defined", "undefined", "none", "true", "false", "boolean", "string", "integer", "float", "number", "mapping", "sequence", "iterable", "callable", "even", "odd", "lower", "upper", "filter", "test"]
TESTS_OF_ONE = ["eq", "ne", "lt", "le", "gt", "ge", "equalto", "in", "divisibleby", "sameas", "greaterthan", "lessthan"]
METHODS = ["strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "split", "rsplit", "splitlines", "isdigit", "isalpha", "isalnum", "isspace", "items", "keys", "values", "islower", "isupper", "swapcase", "isnumeric", "isdecimal", "casefold", "istitle"]
METHODS_OF_TEXTS = ["startswith", "endswith", "find", "rfind", "count", "join", "replace", "split", "rsplit", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "format", "get", "index", "partition", "rpartition", "center", "ljust", "rjust", "zfill"]
FILTERS = ["abs", "capitalize", "count", "default", "dictsort", "first", "float", "int", "items", "join", "last", "length", "list", "lower", "max", "min", "reverse", "sort", "string", "sum", "title", "tojson", "trim", "unique", "upper", "d", "safe", "round", "batch", "slice", "wordcount", "escape", "e", "center", "indent", "pprint", "urlencode", "filesizeformat", "forceescape", "striptags", "xmlattr", "wordwrap", "truncate", "random"]


class Programs:
    """Programs in Jinja's language, most of which render."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = list(NAMES)

    def pick(self, *choices):
        return self.random.choice(choices)

    def one_in(self, count):
        return self.random.randrange(count) == 0

    def text(self):
        value = self.random.choice(TEXTS)
        quote = self.pick("'", '"')
        escaped = value.replace("\\", "\\\\").replace(quote, "\\" + quote)
        return quote + (escaped.replace("\n", "\\n").replace("\t", "\\t") if self.one_in(2) else escaped) + quote

    def number(self):
        return self.random.choice(NUMBERS)

    def name(self):
        return self.random.choice(self.names)

    def sequence(self, depth):
        return self.pick("list", "words", "people", "nested", "mixed", "empty", "text", "map", "range(5)", f"range({self.random.randrange(-3, 6)}, {self.random.randrange(-3, 9)})", self.list(depth))

    def list(self, depth):
        items = [self.expression(depth + 1) for _ in range(self.random.randrange(4))]
        if self.one_in(3):
            return "(" + ", ".join(items) + ("," if len(items) == 1 or (items and self.one_in(4)) else "") + ")"
        return "[" + ", ".join(items) + "]"

    def map(self, depth):
        return "{" + ", ".join(f"{self.pick(self.text(), self.text(), self.number(), self.expression(depth + 2))}: {self.expression(depth + 1)}" for _ in range(self.random.randrange(3))) + "}"

    def arguments(self, depth, *names):
        given = []
        for name in names:
            if self.one_in(2):
                given.append(f"{name}={self.expression(depth + 2)}" if given and "=" in given[-1] or self.one_in(3) else self.expression(depth + 2))
        return ", ".join(given)

    def filter(self, depth):
        return self.pick(
            lambda: self.random.choice(FILTERS),
            lambda: self.random.choice(FILTERS),
            lambda: f"default({self.arguments(depth, 'default_value', 'boolean')})",
            lambda: f"join({self.pick('', self.text(), self.text())}{self.pick('', '', ', attribute=' + self.text())})",
            lambda: f"replace({self.text()}, {self.text()}{self.pick('', ', 1', ', count=2')})",
            lambda: f"indent({self.pick('', '2', '4, true', 'width=1, first=true', 'blank=true', self.text())})",
            lambda: "tojson(" + self.pick('', 'indent=2', 'indent=0', 'indent=4', 'ensure_ascii=true', 'sort_keys=true', 'separators=(",", ":")', 'indent=1, sort_keys=true', 'none, 2') + ")",
            lambda: "sort(" + self.pick('', 'reverse=true', 'true', 'case_sensitive=true', 'attribute=' + self.pick('"name"', '"age"', '"more.deep"', '0', '"1"', '"name,age"'))  + ")",
            lambda: "map(" + self.pick('"upper"', '"trim"', '"string"', '"length"', 'attribute="name"', 'attribute="age", default=0', '"default", 1', 'attribute=0', '"int"', '"tojson"', '"join", "-"', '"replace", "a", "b"') + ") | list",
            lambda: self.pick('select', 'reject') + "(" + self.pick('', '"string"', '"defined"', '"odd"', '"number"', '"in", list', '"gt", 1', '"equalto", "a"', '"none"', '"mapping"') + ") | list",
            lambda: self.pick('selectattr', 'rejectattr') + "(" + self.pick('"name"', '"age"', '"more", "defined"', '"age", "equalto", 3', '"name", "in", words', '"age", "none"', '"name", "lower"', '0') + ") | list",
            lambda: "groupby(" + self.pick('"name"', '"age"', '0') + ") | list",
            lambda: "round(" + self.pick('', '1', '2', '0', '1, "floor"', 'method="ceil"', '-1') + ")",
            lambda: f"int({self.pick('', '5', 'default=1', '0, 16', 'base=2')})",
            lambda: f"float({self.pick('', '1.5')})",
            lambda: f"trim({self.pick('', self.text())})",
            lambda: "dictsort(" + self.pick('', 'true', 'by="value"', 'reverse=true') + ")",
            lambda: "unique(" + self.pick('', 'true', 'attribute="age"') + ") | list",
            lambda: self.pick('min', 'max', 'sum') + "(" + self.pick('', 'attribute="age"', 'attribute="name"', 'start=1', 'true') + ")",
            lambda: f"{self.pick('batch', 'slice')}({self.pick('2', '3', '2, 0')}) | list",
            lambda: f"attr({self.text()})",
            lambda: f"format({self.arguments(depth, 'a', 'b')})",
            lambda: "truncate(" + self.pick('3', '5, true', '5, true, ""') + ")",
            lambda: f"first{self.pick('', '()')}",
            lambda: f"center({self.number()})",
        )()

    def member(self, depth):
        return self.pick(
            lambda: "." + self.pick("name", "b", "a", "C", "age", "k", "more", "items", "0", "1", "deep", "nothing"),
            lambda: "[" + self.pick(self.number(), self.text(), '"b"', '"name"', '0', '-1', self.expression(depth + 2)) + "]",
            lambda: f"[{self.pick('', '1', '-2', '0', '9')}:{self.pick('', '2', '-1', '9', 'none')}{self.pick('', '', ':', ':2', ':-1', ':-2')}]",
            lambda: f".{self.random.choice(METHODS)}()",
            lambda: f".{self.random.choice(METHODS_OF_TEXTS)}({', '.join(self.pick(self.text(), self.text(), self.number(), self.expression(depth + 2)) for _ in range(self.random.randrange(1, 3)))})",
        )()

    def expression(self, depth=0):
        if depth > 3:
            return self.pick(self.name(), self.text(), self.number(), self.number(), self.pick("true", "false", "none", "True", "None"))
        inner = lambda: self.expression(depth + 1)
        chain = lambda: self.pick(self.name(), self.text(), self.sequence(depth), f"({inner()})")
        return self.pick(
            self.name, self.text, self.number, lambda: self.list(depth), lambda: self.map(depth),
            lambda: chain() + self.member(depth), lambda: chain() + self.member(depth) + self.member(depth),
            lambda: f"{chain()} | {self.filter(depth)}", lambda: f"{chain()} | {self.filter(depth)}", lambda: f"{chain()} | {self.filter(depth)} | {self.filter(depth)}",
            lambda: f"{inner()} {self.pick('+', '-', '*', '/', '//', '%', '~', '~')} {inner()}",
            lambda: f"{self.number()} {self.pick('+', '-', '*', '/', '//', '%')} {self.number()}",
            lambda: f"{self.pick(self.number(), chain())} ** {self.pick('0', '1', '2', '3', '-1', '0.5', '2 ** 3')}",
            lambda: f"{inner()} {self.pick('==', '!=', '<', '<=', '>', '>=', 'in', 'not in')} {inner()}",
            lambda: f"{self.number()} {self.pick('<', '<=', '==')} {self.number()} {self.pick('<', '>', '!=')} {self.number()}",
            lambda: f"{inner()} {self.pick('and', 'or')} {inner()}", lambda: f"(not {inner()})", lambda: f"{self.pick('-', '+')}{chain()}",
            lambda: f"({inner()} if {inner()}{self.pick('', f' else {inner()}')})",
            lambda: f"{chain()} is {self.pick('', 'not ')}{self.random.choice(TESTS)}",
            lambda: f"{chain()} is {self.pick('', 'not ')}{self.random.choice(TESTS_OF_ONE)} {self.pick(self.name(), self.number(), self.text(), f'({inner()})')}",
            lambda: self.pick('dict', 'namespace') + "(a=" + inner() + ", b=1)" + self.pick('', '.a', '["b"]', ' | length'),
            lambda: self.pick("'%s'", "'a%%'", "'%s|%s'", "'%d'", self.text()) + " % " + self.pick(inner(), f"({inner()}, {inner()})") if self.one_in(3) else inner(),
            lambda: f"'{self.pick('{}', '{0}{0}', '{a}', '{:>5}', '{!r}', '{0.name}', '{{}}')}'.format({inner()}, a={inner()})",
        )()

    def tag(self, content):
        return f"{{%{self.pick('', '', '-', '+')} {content} {self.pick('', '', '-', '+')}%}}"

    def data(self):
        return self.pick("", " ", "\n", "  \n  ", "x", "x\n", " y ", "\n\n", "\t", "a\r\nb", "}}", "{ ", "# ", "%", "\n  ")

    def body(self, depth):
        return "".join(self.statement(depth + 1) for _ in range(self.random.randrange(1, 4)))

    def target(self):
        name = self.pick("x", "y", "z", "item")
        if name not in self.names:
            self.names.append(name)
        return name

    def loop_member(self):
        return self.pick("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "cycle('a', 'b')", "depth", "depth0", "changed(x)")

    def statement(self, depth=0):
        if depth > 2:
            return self.data() + f"{{{{ {self.expression(2)} }}}}"
        return self.data() + self.pick(
            lambda: f"{{{{{self.pick('', '-')} {self.expression()} {self.pick('', '-')}}}}}", lambda: f"{{{{{self.pick('', '-')} {self.expression()} {self.pick('', '-')}}}}}",
            lambda: f"{{{{ {self.expression()}, {self.expression()} }}}}",
            lambda: self.tag(f"if {self.expression(1)}") + self.body(depth) + (self.tag(f"elif {self.expression(1)}") + self.body(depth) if self.one_in(3) else "") + (self.tag("else") + self.body(depth) if self.one_in(2) else "") + self.tag("endif"),
            lambda: self.tag(f"for {self.target()} in {self.sequence(0)}{self.pick('', '', ' if ' + self.expression(2))}") + self.body(depth) + f"{{{{ loop.{self.loop_member()} }}}}" + self.pick("", self.tag("if loop.index > 1") + self.tag(self.pick("break", "continue")) + self.tag("endif")) + (self.tag("else") + self.body(depth) if self.one_in(4) else "") + self.tag("endfor"),
            lambda: self.tag(f"for k, v in {self.pick('map.items()', 'map | dictsort', 'map | items', 'nested', 'people', '[(1, 2), (3, 4)]')}") + "{{ k }}={{ v }};" + self.body(depth) + self.tag("endfor"),
            lambda: self.tag(f"set {self.target()} = {self.expression()}"), lambda: self.tag(f"set x, y = {self.pick(self.expression(2) + ', ' + self.expression(2), self.expression(1))}"),
            lambda: self.tag(f"set {self.target()}{self.pick('', ' | upper', ' | trim')}") + self.body(depth) + self.tag("endset"),
            lambda: self.tag("set ns = namespace(a=1, b='')") + self.tag(f"for i in {self.sequence(0)}") + self.tag(f"set ns.{self.pick('a', 'b', 'c')} = {self.pick('ns.a + 1', 'ns.b ~ i', self.expression(2))}") + self.tag("endfor") + "{{ ns.a }}{{ ns.b }}{{ ns.c }}",
            lambda: self.tag(f"macro m({self.pick('', 'a', 'a, b=2', 'a=1, b=a', 'a, b=none')})") + self.body(depth) + "{{ a }}{{ b }}" + self.pick("", "{{ varargs }}", "{{ kwargs }}", "{{ caller() }}") + self.tag("endmacro") + f"{{{{ m({self.arguments(0, 'a', 'b')}) }}}}",
            lambda: self.tag("macro m(a)") + "<{{ caller(a) }}>" + self.tag("endmacro") + self.tag(f"call{self.pick('', '(q)')} m({self.expression(2)})") + self.body(depth) + "{{ q }}" + self.tag("endcall"),
            lambda: self.tag("filter " + self.pick('upper', 'trim', 'indent', 'replace("a", "b")', 'length')) + self.body(depth) + self.tag("endfilter"),
            lambda: self.tag(f"with {self.target()} = {self.expression(2)}") + self.body(depth) + self.tag("endwith"),
            lambda: f"{{#{self.pick('', '-', '+')} note {self.pick('', '-', '+')}#}}", lambda: f"{{%{self.pick('', '-', '+')} raw {self.pick('', '-')}%}}{{{{ x }}}} {{% y %}}" + self.data() + f"{{%{self.pick('', '-', '+')} endraw {self.pick('', '-', '+')}%}}",
            lambda: self.tag("generation") + self.body(depth) + self.tag("endgeneration"),
        )()

    def next(self):
        self.names = list(NAMES)
        return "".join(self.statement() for _ in range(self.random.randrange(1, 3))) + self.data()


class Conversations:
    """Variables of a chat: roles in odd orders, contents of every kind, calls of tools, thoughts."""

    ROLES = ["user", "user", "assistant", "assistant", "system", "tool", "developer", "ipython", "model", "User", ""]
    CONTENTS = ["Hi", "Wo liegt Łódź? 中文 🙂 <b>&\nA. \"x\"", "", " ", "\n x \n", "<think>\nhm\n</think>\n\nHello!", "<think>open", "a</think>b", "{\"a\": 1}", "[TOOL_CALLS]", "<|im_end|>", "e\u0301 \u00a0 \u3000", "\U0001f600"]
    TOOL = {"type": "function", "function": {"name": "get_x", "description": "Gets \"x\" — ü", "parameters": {
        "type": "object", "properties": {"city": {"type": "string", "description": "City", "enum": ["a", "b"]}, "n": {"type": ["integer", "null"], "default": 1.5}}, "required": ["city"]}}}

    def __init__(self, seed):
        self.random = random.Random(seed)

    def one_in(self, count):
        return self.random.randrange(count) == 0

    def content(self):
        text = self.random.choice(self.CONTENTS)
        return self.random.choice([text, text, text, text, text, None, [{"type": "text", "text": text}], [{"type": "text", "text": text}, {"type": "text", "text": "b"}], [{"type": "image"}, {"type": "text", "text": text}], [], 7, {"a": text}, ["x"]])

    def message(self, role=None):
        message = {"role": role or self.random.choice(self.ROLES), "content": self.content() if self.one_in(3) else self.random.choice(self.CONTENTS)}
        if self.one_in(6):
            call = {"id": "call12345", "type": "function", "function": {"name": "get_x", "arguments": self.random.choice([{"city": "Łódź", "n": 1}, "{\"city\": 1}", {}, {"x": [None, True, 1.0, {"y": "z"}]}])}}
            message["tool_calls"] = self.random.choice([[call], [call, call], [call["function"]], []])
        for name, values in {"reasoning_content": ["hm", "", None], "thinking": ["th", ""], "name": ["bo"], "tool_call_id": ["call12345"], "reasoning": ["r"]}.items():
            if self.one_in(8):
                message[name] = self.random.choice(values)
        if self.one_in(25):
            del message[self.random.choice(["role", "content"])]
        return message

    def next(self):
        roles = self.random.choice([["user"], ["system", "user"], ["user", "assistant", "user"], ["system", "user", "assistant", "user"], ["user", "assistant", "tool", "assistant", "user"], ["user", "user"], ["assistant"], [], None])
        messages = [self.message(role) for role in roles] if roles is not None else [self.message() for _ in range(self.random.randrange(6))]
        variables = {"bos_token": "<s>", "eos_token": "</s>", "messages": messages, "add_generation_prompt": not self.one_in(4)}
        for name, values in {
                "tools": [[self.TOOL], [self.TOOL["function"]], [], None], "enable_thinking": [True, False], "documents": [[{"title": "t", "text": "x"}], None], "date_string": ["26 Jul 2024"], "reasoning_effort": ["low", "high"],
                "thinking": [True, False], "custom_tools": [[self.TOOL]], "builtin_tools": [["python"]], "model_identity": ["I am"], "continue_final_message": [True], "system_prompt": ["s"], "xml_tools": [True]}.items():
            if self.one_in(5):
                variables[name] = self.random.choice(values)
        for name in ["bos_token", "eos_token"]:
            if self.one_in(20):
                variables[name] = None
        return variables


def main(source, seed, count, target):
    variables, templates, cases = {}, {}, []

    def add(name, template, given):
        expected, error = rendered(template, variables[given])
        templates[name] = template
        cases.append({"template": name, "variables": given, "expected": expected, "error": error})

    if source == "programs":
        variables["given"] = GIVEN
        for number in range(count):
            # A program decides its own numbers, so that any of them can be made alone.
            template = Programs(f"{seed} {number}").next()
            add(f"{seed} {number}: {template}", template, "given")
    else:
        for name, template in published(pathlib.Path(source)):
            for number in range(count):
                given = f"{seed} {name} {number}"
                variables[given] = Conversations(given).next()
                add(name, template, given)
    target.write_text(json.dumps({"variables": variables, "templates": templates, "cases": cases}, indent=1), encoding="utf-8")
    print(f"{len(cases)} cases, of which {sum(case['expected'] is None for case in cases)} do not render")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), pathlib.Path(sys.argv[4]))
