# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What Jinja2 writes for small templates, set up as transformers does: tests/data/jinja.json.

    python3 tests/reference/jinja_vectors.py     (needs the package jinja2)
"""
import json
import random
from pathlib import Path

from jinja2 import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.sandbox import SandboxedEnvironment

VARIABLES = {
    "messages": [
        {"role": "system", "content": "Be <b> nice."}, {"role": "user", "content": "u1\n"},
        {"role": "assistant", "content": "<think>\nt\n</think>\n\n a1 \u3000"},
        {"role": "user", "content": " u2 \u6bd5 "}],
    "x": 5, "y": 2.5, "s": "  H\u00e9llo World\t", "l": [3, 1, 2], "d": {"a": 1, "b": "q"}, "n": None, "t": True,
    "u": ""}

# One template in each line.
LINES = r'''
{{ x + 1 }}|{{ x / 2 }}|{{ x // 2 }}|{{ -7 // 2 }}|{{ -7 % 3 }}|{{ 7 % -3 }}|{{ 2 ** 10 }}|{{ y }}|{{ 1.0 }}|{{ 1e20 }}
{{ s.strip() }}|{{ s|trim }}|{{ s|length }}|{{ s.strip()[2:].upper() }}|{{ 'abc'[1] }}|{{ 'abcdef'[1:4] }}|{{ 'abcdef'[::-1] }}|{{ 'abcdef'[-2:] }}|{{ 'abcdef'[::2] }}|{{ l[::-1] }}|{{ l[10:] }}|{{ 'Hé'[1] }}
{{ l }}|{{ d }}|{{ n }}|{{ t }}|{{ [1,'a',"it's",None] }}|{{ (1,2)|list }}|{{ {'a': {'b': [1]}} | tojson }}|{{ l | tojson(indent=2) }}|{{ d|tojson(indent=4) }}
{{ undefinedvar }}|{{ d.zz }}|{{ d['a'] }}|{{ undefinedvar is defined }}|{{ x is number and not s is none }}
{% if x > 3 and y < 3 or false %}A{% elif x %}B{% else %}C{% endif %}
{% for i in l %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}{{ loop.previtem }}{{ loop.nextitem }},{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}
{% for i in [] %}x{% else %}empty{% endfor %}
{% for i in range(5) if i % 2 == 0 %}{{ i }}{{ loop.length }}{% endfor %}
{% for i in range(10) %}{% if i == 3 %}{% continue %}{% endif %}{% if i == 6 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% set q = 1 %}{% for i in l %}{% set q = q + i %}{{ q }}{% endfor %}{{ q }}
{% set ns = namespace(a=1, b='z') %}{% for i in l %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c is defined }}
{% macro m(a, b='dflt') %}[{{ a }}-{{ b }}-{{ x }}]{% endmacro %}{{ m(1) }}{{ m(1, b=2) }}{{ m('q','r')|upper }}
{% set cap %}hello {{ x }}{% endset %}{{ cap|upper }}
{{ messages|map(attribute='role')|join(', ') }}|{{ messages|selectattr('role','equalto','user')|list|length }}|{{ messages|rejectattr('role','eq','user')|map(attribute='content')|first }}
{{ l|first }}{{ l|last }}{{ l|join('-') }}{{ [] | first }}|{{ l|reverse|list }}|{{ 'abc'|reverse }}
{{ 'a' ~ 1 ~ none ~ 2.0 }}|{{ 'x' * 3 }}|{{ [1]+[2] }}|{{ 'a' in 'cat' }}|{{ 4 not in l }}|{{ 'a' in d }}
{{ 'a,b,,c'.split(',') }}|{{ 'a b  c '.split() }}|{{ 'a,b,c'.split(',', 1) }}|{{ 'a,b,c'.rsplit(',', 1) }}|{{ 'xaxbx'.replace('x','--') }}|{{ 'aXb'.lower().startswith('ax') }}|{{ 'abc'.endswith(('c','d')) }}
{{ 'yes' if x > 9 else 'no' }}|{{ 'yes' if false }}|{{ 1 if false else 2 if false else 3 }}
{{ 1 < 2 < 3 }}|{{ 3 > 2 > 2 }}|{{ not true }}|{{ not not 1 }}|{{ 1 == 1.0 }}|{{ true == 1 }}|{{ 'a' < 'b' }}|{{ none == undefinedvar }}
{{ n|default('D') }}|{{ n|default('D', true) }}|{{ zz|default('D') }}|{{ zz|d }}|{{ u or 'alt' }}|{{ u and 'alt' }}
{{ '3'|int + 1 }}|{{ '2.5'|float }}|{{ 3.7|int }}|{{ -3|abs }}|{{ 5|string + 'x' }}
a  {%- if true %}  b  {% endif -%}  c
   {% if true %}
  line
   {% endif %}
tail   {# comment #}  
 {#- c -#} z {% raw %} {{ x }} {% endraw %} q
x {%+ if true %} y {% endif +%}
z
{{- x -}}  w  {{ x }}
{{ "a\nb\t\"q\" \\ \u00e9 'z'" }}
{{ {'a':1}.get('a') }}|{{ d.get('zz') }}|{{ d.get('zz', 7) }}|{{ d.keys()|list }}|{{ d.values()|list }}
{{ l is iterable }}{{ d is mapping }}{{ s is string }}{{ x is integer }}{{ y is float }}{{ t is boolean }}{{ l is sequence }}{{ 4 is even }}{{ 3 is odd }}{{ 9 is divisibleby 3 }}{{ 1 is in l }}{{ x is not none }}
{{ messages[0].role }}{{ messages[-1]['content'] }}{{ messages[1:]|length }}{{ messages[99] }}
{{ 'hello world'|title }}|{{ 'HELLO'|capitalize }}|{{ 'a\nb\n\nc'|indent(2) }}|{{ 'a\nb'|indent(2, true) }}
{{ 'abc'.find('c') }}{{ 'x\r\ny\nz'.splitlines() }}|{{ ' a '.lstrip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'aab'.rstrip('b') }}
{% generation %}g{% endgeneration %}|{{ "a" "b" }}|{{ -x|abs }}|{{ 1 ~ 2 * 3 ~ 4 }}|{{ 'a' + 'b' ~ 'c' }}|{{ x is defined and x }}
{{ n|selectattr('a')|list }}|{{ n|map('upper')|list }}|{{ [1,2]|map('string')|join('+') }}|{{ ['a ',' b']|map('trim')|list }}|{{ [0,1,2]|select|list }}|{{ [1,2,3]|select('odd')|list }}|{{ [1,2,3]|reject('odd')|list }}
{% for a, b in [[1,2],[3,4]] %}{{ a }}{{ b }}{% endfor %}|{% set a, b = 1, 2 %}{{ a }}{{ b }}|{{ true and none }}|{{ 1.5e3 }}|{{ 100000000000000000000.0 }}|{{ 0.1 + 0.2 }}
{% for m in messages %}{% for c in m.content %}{{ loop.index }}{% endfor %}{{ loop.index }}{{ loop.depth }}{% endfor %}
{% if x == 5 -%}
   kept
{%- endif %}
end
{%- set z = [] %}{% if z %}t{% else %}f{% endif %}{% if 0 %}t{% endif %}{% if {} %}t{% endif %}{% if 'a' %}t{% endif %}
'''

# White space control: templates of these pieces.
PIECES = ["\n", "  ", "a", "{% if true %}", "{% endif %}", "{%- if true -%}", "{%- endif %}", "{% endif -%}",
          "{{ x }}", "{{- x }}", "{{ x -}}", "{# c #}", "{#- c #}", "{# c -#}", "\t", "{%+ if true %}",
          "{% if true +%}", "{% raw %}\n r {% endraw %}", "\r\n"]


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        next(parser.stream)
        return parser.parse_statements(["name:endgeneration"], drop_needle=True)


def environment():
    env = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True,
                               extensions=[Generation, "jinja2.ext.loopcontrols"])
    env.filters["tojson"] = lambda value, indent=None, ensure_ascii=False: json.dumps(
        value, ensure_ascii=False, indent=indent)
    return env


def main():
    env = environment()
    templates = [line for line in LINES.split("\n") if line]
    pieces = random.Random(5)
    templates += ["".join(pieces.choice(PIECES) for _ in range(pieces.randint(1, 9))) for _ in range(3000)]
    vectors = []
    for template in templates:
        try:
            vectors.append([template, env.from_string(template).render(**VARIABLES)])
        except TemplateSyntaxError:  # pieces that do not fit
            continue
    out = Path(__file__).parents[1] / "data" / "jinja.json"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in vectors)
    out.write_text(f'{{"variables": {json.dumps(VARIABLES, ensure_ascii=False)},\n"vectors": [\n{rows}]}}\n', "utf-8")


if __name__ == "__main__":
    main()
