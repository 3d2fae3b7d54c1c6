using CLiKA.Probes;

namespace CLiKA.Prompts;

/// <summary>A prompt whose answer is the text of an option, for scoring by likelihood: options and letters are not shown.</summary>
/// <param name="wrapping">The text that the model expects around every prompt.</param>
public sealed class ClozePromptTemplate(PromptWrapping wrapping) : PromptTemplate(wrapping)
{
    /// <inheritdoc/>
    public override Prompt RenderWording(ProbeItem item, int wording)
    {
        var text = $"{ContextOf(item, wording)}Question:{QuestionOf(item, wording)}\nAnswer:";
        return new Prompt(item.Id, Wrapping.Wrap(text), [.. item.Options.Select(option => " " + option)]);
    }
}
