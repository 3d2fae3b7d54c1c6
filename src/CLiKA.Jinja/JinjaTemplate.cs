using System.Text;
using System.Text.Json;
using CLiKA.Jinja.Library;
using CLiKA.Jinja.Runtime;
using CLiKA.Jinja.Syntax;

namespace CLiKA.Jinja;

/// <summary>
/// A Jinja template, in the subset that chat templates of HuggingFace models use, rendered as the transformers library does: with
/// <c>trim_blocks</c> and <c>lstrip_blocks</c>, loop controls, <c>raise_exception</c>, <c>strftime_now</c> and its <c>tojson</c>. A template is
/// sandboxed: it has no access to files, the clock or types of this program, cannot change the values passed to it, and is stopped if it takes
/// more steps or produces more text than any prompt needs.
/// </summary>
public sealed class JinjaTemplate
{
    private readonly string _file;
    private readonly Statement _body;

    private JinjaTemplate(string file, Statement body) => (_file, _body) = (file, body);

    /// <summary>Parses a template.</summary>
    /// <param name="source">The template.</param>
    /// <param name="file">Name of the file, for error messages.</param>
    /// <returns>The template.</returns>
    /// <exception cref="InvalidInputException">The text is not a valid template, or uses an unsupported statement.</exception>
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
    /// <param name="variables">The values of its variables, as JSON.</param>
    /// <param name="date">The time that <c>strftime_now</c> returns: a prompt must not depend on the day on which it is rendered.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidInputException">
    /// The template rejects its input, refers to something that does not exist, or exceeds its limits.
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
