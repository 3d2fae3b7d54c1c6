using System.Text.Json;

namespace CLiKA.Jinja.Tests;

/// <summary>A template comes with a model, and may be anything.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData("{% set ns = namespace(s='x') %}{% for i in range(99999) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}", "*characters*")]
    [InlineData("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "*steps*")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "*calls are nested more than*")]
    [InlineData("{{ range(999999999) | list }}", "*'range' has*")]
    [InlineData("{{ 'x' * 999999999 }}", "*characters or elements*")]
    [InlineData("{{ [1] * 999999999 }}", "*characters or elements*")]
    [InlineData("{{ ('x' * 9999999).replace('x', 'xxxxxxxx') }}", "*characters or elements*")]
    [InlineData("{{ 'a\nb' | indent(999999999) }}", "*characters or elements*")]
    [InlineData("{{ range(9999) | join('x' * 9999) }}", "*characters or elements*")]
    [InlineData("{{ 2 ** 9999 }}", "*64 bits*")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "*64 bits*")]
    [InlineData("{{ messages.99999999999999999999 }}", "*64 bits*")]
    [InlineData("{% set n = namespace(a=[1]) %}{% for i in range(60) %}{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a }}", "*characters or elements*")]
    [InlineData("{% set n = namespace(a={'x': 1}) %}{% for i in range(60) %}{% set n.a = {'x': n.a, 'y': n.a} %}{% endfor %}{{ n.a | tojson }}", "*characters or elements*")]
    [InlineData("{% set n = namespace(a=[1], b=[1]) %}{% for i in range(60) %}{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}", "*characters or elements*")]
    [InlineData("{% set n = namespace(a=1) %}{% for i in range(99999) %}{% set n.a = [n.a] %}{% endfor %}{{ n.a }}", "*more than 64 deep*")]
    [InlineData("{% macro m(a) %}{{ m([a, a]) }}{% endmacro %}{{ m(1) }}", "*characters or elements*")]
    [InlineData("{% set s = 'x' * 999999 %}{{ s ~ s ~ s ~ s }}", "*characters or elements*")]
    [InlineData("{% set s = 'x' * 999999 %}{{ s + s + s + s }}", "*characters or elements*")]
    [InlineData("{% set s = 'x' * 999999 %}{{ '{}{}{}{}'.format(s, s, s, s) }}", "*characters or elements*")]
    [InlineData("{% set s = 'x' * 99999 %}{{ [s, s, s, s, s, s, s, s, s, s, s] | tojson }}", "*characters or elements*")]
    [InlineData("{{ range(99999) | list | tojson(indent=64) }}", "*characters or elements*")]
    [InlineData("{{ range(99999) | list | unique | length }}", "*steps*")]
    [InlineData("{% set r = range(99999) | list %}{{ r | select('in', r) | list | length }}", "*steps*")]
    [InlineData("{% set r = range(99999) | list %}{% for i in r %}{% if -1 in r %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% set s = 'x' * 999999 %}{% for i in range(99999) %}{% if s.upper() == 'a' %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% set s = 'x' * 999999 %}{% for i in range(99999) %}{% if s[5] == 'a' %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% for i in range(99999) %}{% if range(99999) %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% for i in range(99999) %}{% if 'ab' * 500000 %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% set f = '%A' * 400000 %}{% for i in range(99999) %}{% if strftime_now(f) %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% set r = range(99999) | list %}{{ r | select('in', seq=r) | list | length }}", "*steps*")]
    [InlineData("{% set r = range(99999) | list %}{% for i in range(99999) %}{% if ','.join(r) %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{% for i in range(99999) %}{% if 'ab' | indent(999999) %}{% endif %}{% endfor %}", "*steps*")]
    [InlineData("{{ range(99999) | map(attribute='a.' * 400000, default=0) | list }}", "*steps*")]
    public void A_template_that_would_not_end_is_stopped(string template, string message) => Refused(template, $"t.jinja:1: {message}");

    [Fact]
    public void An_expression_that_is_long_and_evaluated_often_is_stopped()
    {
        foreach (var expression in (string[])[$"[{string.Concat(Enumerable.Repeat("1, ", 99_999))}]", string.Concat(Enumerable.Repeat("0 or ", 2_000)) + '0'])
        {
            Refused($"{{% for i in range(99999) %}}{{% if {expression} %}}{{% endif %}}{{% endfor %}}", "t.jinja:1: *steps*");
        }
    }

    [Theory]
    [InlineData("('a ' * 500000).split() | length", "500000")]
    [InlineData("('a ' * 500000).rsplit() | length", "500000")]
    [InlineData("([('a' * 400000)] + ('b ' * 100000).split()) | max", "b")]
    public void Long_values_are_traversed_once(string expression, string expected) =>
        JinjaTemplate.Parse($"{{{{ {expression} }}}}", "t.jinja").Render(Messages, DateTime.UnixEpoch).Should().Be(expected);

    [Fact]
    public void Many_texts_that_follow_each_other_are_one() =>
        JinjaTemplate.Parse($"{{{{ {string.Concat(Enumerable.Repeat("'a'", 300_000))} }}}}", "t.jinja")
            .Render(Messages, DateTime.UnixEpoch).Should().Be(new string('a', 300_000));

    [Theory]
    [InlineData("{% include '/etc/passwd' %}", "the statement 'include' is unknown or not supported.")]
    [InlineData("{% import 'x' as y %}", "the statement 'import' is unknown or not supported.")]
    [InlineData("{% extends 'x' %}", "the statement 'extends' is unknown or not supported.")]
    [InlineData("{{ messages.clear() }}", "'clear' is undefined.")]
    [InlineData("{{ ''.format.GetType() }}", "'GetType' is undefined.")]
    public void Nothing_outside_is_reached(string template, string problem) => Refused(template, $"t.jinja:1: {problem}");

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        Refused($"{{{{ {new string('(', 99_999)}1{new string(')', 99_999)} }}}}", "t.jinja:1: tags and expressions are nested more than*");
        Refused($"{{{{ {string.Concat(Enumerable.Repeat("not ", 99_999))} 1 }}}}", "t.jinja:1: tags and expressions are nested more than*");
        Refused($"{{{{ {new string('-', 99_999)} 1 }}}}", "t.jinja:1: tags and expressions are nested more than*");
        Refused(string.Concat(Enumerable.Repeat("{% if true %}", 99_999)), "t.jinja:1: tags and expressions are nested more than*");
    }

    [Theory]
    [InlineData("1", " + 1")]
    [InlineData("1", " and 1")]
    [InlineData("0", " or 0")]
    [InlineData("1", " | string")]
    [InlineData("1", " is defined")]
    [InlineData("messages", "[0]")]
    [InlineData("messages", ".x")]
    [InlineData("messages", "()")]
    public void A_chain_that_is_longer_than_the_stack_is_refused(string first, string link)
    {
        var template = $"{{{{ {first}{string.Concat(Enumerable.Repeat(link, 99_999))} }}}}";
        Exception? error = null;
        var thread = new Thread(
            () => error = Record.Exception(() => JinjaTemplate.Parse(template, "t.jinja").Render(Messages, DateTime.UnixEpoch)), 1 << 20);

        thread.Start();
        thread.Join();

        error.Should().BeOfType<InvalidInputException>().Which.Message.Should().StartWith("t.jinja:1: ");
    }

    [Theory]
    [InlineData("'x'", "x")]
    [InlineData("'x' if 0", "")]
    public void Conditions_that_follow_each_other_take_no_stack(string first, string expected)
    {
        var template = JinjaTemplate.Parse($"{{{{ {first}{string.Concat(Enumerable.Repeat(" if 1", 99_999))} }}}}", "t.jinja");
        string? rendered = null;
        var thread = new Thread(() => rendered = template.Render(Messages, DateTime.UnixEpoch), 1 << 20);

        thread.Start();
        thread.Join();

        rendered.Should().Be(expected);
    }

    [Theory]
    [InlineData("{{ [1, 2, 3][1::9223372036854775807] }}", "[2]")]
    [InlineData("{{ [1, 2, 3][::-9223372036854775807] }}", "[3]")]
    [InlineData("{{ 'a\nb' | indent(-3) }}", "a\nb")]
    [InlineData("{{ [1] | tojson(indent=-3) }}", "[\n1\n]")]
    public void Indices_beyond_the_end_are_clamped(string template, string expected) =>
        JinjaTemplate.Parse(template, "t.jinja").Render(Messages, DateTime.UnixEpoch).Should().Be(expected);

    [Fact]
    public void An_error_names_the_line_of_the_template()
    {
        Refused("\n{{ dict(a=1, a=2) }}", "t.jinja:2: the argument 'a' is given twice.");
        Refused("{{ 'a' | upper(1) }}", "t.jinja:1: 'upper': the number of arguments is 1; expected at most 0.");
        Refused("{{ 5 is divisibleby(by=2) }}", "t.jinja:1: 'divisibleby': the argument 'num' is missing.");
        Refused("{% macro m(a) %}{% endmacro %}\n{{ m(b=1) }}", "t.jinja:2: 'm': there is no argument 'b'; expected a.");
        Refused("{{ '{-1}'.format(1) }}", "t.jinja:1: 'format': the argument '-1' is missing.");
        Refused("a\n{% set x = 1 %}\n\n{{ missing.content }}\n", "t.jinja:4: 'missing' is undefined.");
        Refused("a\n{% if x %}\n{{ 1 1 }}", "t.jinja:3: found '1'; expected '}}'.");
        Refused("a\n\n{{ 'x", "t.jinja:3: this text is not closed; expected '.");
        Refused("{{ 0e_1 }}", "t.jinja:1: found 'e_1'; expected '}}'.");
    }

    private static Dictionary<string, JsonElement> Messages => new() { ["messages"] = JsonSerializer.SerializeToElement("x") };

    private static void Refused(string template, string message) =>
        FluentActions.Invoking(() => JinjaTemplate.Parse(template, "t.jinja").Render(
                Messages, DateTime.UnixEpoch))
            .Should().Throw<InvalidInputException>().WithMessage(message);
}
