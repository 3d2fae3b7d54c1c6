"""Renders templates with Jinja2 as HuggingFace's transformers sets it up, for the tests to be compared with.

    pip install jinja2
    python make.py                    # templates/ and expressions.txt beside this file, into cases.json
    python make.py FOLDER OUT.json    # every *.jinja and tokenizer_config.json in FOLDER, with sixteen conversations each

Where CLIKATEST_TEMPLATES names a file that the second form wrote, the tests compare what is in it too.
"""
import json
import pathlib
import sys

from environment import read, rendered, templates

QUESTION = "Question:Wo liegt Łódź? 中文 🙂 <b>&\nA. \"x\"\nB. מים\nAnswer:"
TOOL = {"type": "function", "function": {"name": "get_x", "description": "Gets \"x\" — ü", "parameters": {
    "type": "object", "properties": {"city": {"type": "string", "enum": ["a", "b"]}, "n": {"type": "integer"}}, "required": ["city"]}}}
CONVERSATIONS = {
    "user": [{"role": "user", "content": QUESTION}],
    "system": [{"role": "system", "content": " Be brief. \n"}, {"role": "user", "content": QUESTION}],
    "turns": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nHello!"},
              {"role": "user", "content": QUESTION}],
    "parts": [{"role": "user", "content": [{"type": "text", "text": QUESTION}]}],
}
VARIANTS = {
    "": {}, "no thinking": {"enable_thinking": False}, "thinking": {"enable_thinking": True}, "tools": {"tools": [TOOL]},
    "no prompt": {"add_generation_prompt": False},
}


def case(name, template, variables):
    expected, error = rendered(template, VARIABLES[variables])
    return {"template": name, "variables": variables, "expected": expected, "error": error}


VARIABLES = {
    f"{conversation}{', ' if variant else ''}{variant}":
        {"bos_token": "<s>", "eos_token": "</s>", "add_generation_prompt": True, "messages": messages, **more}
    for conversation, messages in CONVERSATIONS.items() for variant, more in VARIANTS.items()}
chats = list(VARIABLES)
VARIABLES["given"] = {
    "text": " Łódź, 中🙂 it's \"so\" \n", "list": [3, 1, 2], "map": {"b": 1, "a": [True, None], "C": "x"}, "none": None, "half": 0.5,
    "people": [{"name": "Bo", "age": 3}, {"name": "al", "age": None}, {"name": "Cy", "age": 3, "more": {"deep": 7}}], "empty": []}

here = pathlib.Path(__file__).parent
chosen = dict(templates(pathlib.Path(sys.argv[1]) if len(sys.argv) == 3 else here / "templates"))
if len(sys.argv) == 3:
    # CLiKA hands a template no tools.
    chats = [chat for chat in chats if not chat.endswith("tools")]
cases = [case(name, template, chat) for name, template in chosen.items() for chat in chats]
if len(sys.argv) != 3:
    # In lines that begin with an exclamation mark, \\n is a line break.
    lines = {line: line[1:].replace("\\n", "\n") if line.startswith("!") else line
             for line in read(here / "expressions.txt").splitlines() if line}
    cases += [case(line, template, "given") for line, template in lines.items()]
    chosen |= lines
target = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else here / "cases.json"
target.write_text(json.dumps({"variables": VARIABLES, "templates": chosen, "cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
print(f"{len(cases)} cases, of which {sum(one['expected'] is None for one in cases)} do not render")
