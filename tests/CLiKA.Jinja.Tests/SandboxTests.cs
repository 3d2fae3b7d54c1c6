using System.Text.Json;

namespace CLiKA.Jinja.Tests;

/// <summary>A template comes with a model, and may be anything.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData("{% set ns = namespace(s='x') %}{% for i in range(99999) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}", "*characters*")]
    [InlineData("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "*steps*")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "*calls itself more than*")]
    [InlineData("{{ range(999999999) | list }}", "*'range' has*")]
    [InlineData("{{ 'x' * 999999999 }}", "*characters or elements*")]
    [InlineData("{{ [1] * 999999999 }}", "*characters or elements*")]
    [InlineData("{{ ('x' * 9999999).replace('x', 'xxxxxxxx') }}", "*characters or elements*")]
    [InlineData("{{ 'a\nb' | indent(999999999) }}", "*characters or elements*")]
    [InlineData("{{ range(9999) | join('x' * 9999) }}", "*characters or elements*")]
    [InlineData("{{ 2 ** 9999 }}", "*64 bits*")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "*64 bits*")]
    public void A_template_that_would_not_end_is_stopped(string template, string message) => Refused(template, $"t.jinja:1: {message}");

    [Theory]
    [InlineData("{% include '/etc/passwd' %}", "there is no statement 'include' here.")]
    [InlineData("{% import 'x' as y %}", "there is no statement 'import' here.")]
    [InlineData("{% extends 'x' %}", "there is no statement 'extends' here.")]
    [InlineData("{{ messages.clear() }}", "'clear' is undefined.")]
    [InlineData("{{ ''.format.GetType() }}", "'GetType' is undefined.")]
    public void Nothing_outside_is_reached(string template, string problem) => Refused(template, $"t.jinja:1: {problem}");

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        Refused($"{{{{ {new string('(', 99_999)}1{new string(')', 99_999)} }}}}", "t.jinja:1: nested more than*");
        Refused($"{{{{ {string.Concat(Enumerable.Repeat("not ", 99_999))} 1 }}}}", "t.jinja:1: nested more than*");
        Refused($"{{{{ {new string('-', 99_999)} 1 }}}}", "t.jinja:1: nested more than*");
        Refused(string.Concat(Enumerable.Repeat("{% if true %}", 99_999)), "t.jinja:1: nested more than*");
    }

    [Fact]
    public void An_error_names_the_line_of_the_template()
    {
        Refused("a\n{% set x = 1 %}\n\n{{ missing.content }}\n", "t.jinja:4: 'missing' is undefined.");
        Refused("a\n{% if x %}\n{{ 1 1 }}", "t.jinja:3: '1' where '}}' was expected.");
        Refused("a\n\n{{ 'x", "t.jinja:3: this text is not closed; expected '.");
    }

    private static void Refused(string template, string message) =>
        FluentActions.Invoking(() => JinjaTemplate.Parse(template, "t.jinja").Render(
                new Dictionary<string, JsonElement> { ["messages"] = JsonSerializer.SerializeToElement("x") }, DateTime.UnixEpoch))
            .Should().Throw<InvalidInputException>().WithMessage(message);
}
