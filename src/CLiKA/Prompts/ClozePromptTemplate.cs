using CLiKA.Probes;

namespace CLiKA.Prompts;

/// <summary>
/// A prompt whose answer is the option itself, for scoring by likelihood: the options are not shown, and letters do not occur.
/// </summary>
/// <param name="wrapping">What the model wants around every prompt.</param>
public sealed class ClozePromptTemplate(PromptWrapping wrapping) : PromptTemplate(wrapping)
{
    /// <inheritdoc/>
    public override Prompt RenderWording(ProbeItem item, int wording)
    {
        var text = $"{ContextOf(item, wording)}Question:{QuestionOf(item, wording)}\nAnswer:";
        return new Prompt(item.Id, Wrapping.Wrap(text), [.. item.Options.Select(option => " " + option)]);
    }
}
