using System.Text;
using System.Text.Json;
using CLiKA.Jinja.Library;
using CLiKA.Jinja.Runtime;
using CLiKA.Jinja.Syntax;

namespace CLiKA.Jinja;

/// <summary>
/// A template in Jinja's language, as far as chat templates of HuggingFace models use it, rendered as their transformers library does:
/// with <c>trim_blocks</c> and <c>lstrip_blocks</c>, loop controls, <c>raise_exception</c>, <c>strftime_now</c> and its <c>tojson</c>.
/// A template reads what it is given and writes text, and nothing else: it knows no files, no clock and no types of this program,
/// changes no value that it was given, and is stopped when it takes more steps or makes more text than any prompt needs.
/// </summary>
public sealed class JinjaTemplate
{
    private readonly string _file;
    private readonly Statement _body;

    private JinjaTemplate(string file, Statement body) => (_file, _body) = (file, body);

    /// <summary>Reads a template.</summary>
    /// <param name="source">The template.</param>
    /// <param name="file">Where it stands, for error messages.</param>
    /// <returns>The template.</returns>
    /// <exception cref="InvalidInputException">It is not a template, or uses a statement that is not read here.</exception>
    public static JinjaTemplate Parse(string source, string file)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return new(file, new StatementParser(new TokenReader(Lexer.Read(source))).ReadTemplate());
        }
        catch (TemplateFault fault)
        {
            throw new InvalidInputException(file, fault.Line, fault.Message, fault);
        }
    }

    /// <summary>Renders the template.</summary>
    /// <param name="variables">What its names stand for; the values are those of JSON.</param>
    /// <param name="date">The time that <c>strftime_now</c> tells: a prompt must not change with the day on which it is asked.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidInputException">
    /// The template refuses what it was given, asks for something that does not exist, or does not end.
    /// </exception>
    public string Render(IReadOnlyDictionary<string, JsonElement> variables, DateTime date)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var output = new StringBuilder();
        var scope = new Scope(null, new Rendering(date), output);
        try
        {
            foreach (var (name, function) in Globals.All)
            {
                scope[name] = function;
            }

            foreach (var (name, value) in variables)
            {
                scope[name] = Json.ToValue(value);
            }

            _body(scope);
            return output.ToString();
        }
        catch (TemplateFault fault)
        {
            throw new InvalidInputException(_file, fault.Line, fault.Message, fault);
        }
    }
}
