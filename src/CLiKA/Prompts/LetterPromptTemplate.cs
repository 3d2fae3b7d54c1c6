using System.Globalization;
using System.Text;
using CLiKA.Probes;

namespace CLiKA.Prompts;

/// <summary>
/// The published one-shot prompt, answered with a letter (Gao et al., NAACL 2024, appendix A; the <c>input</c> fields of the published responses).
/// The paper has four or five options, and two in cause/effect items; for other numbers the example is extended in the same manner.
/// </summary>
/// <param name="wrapping">The text that the model expects around every prompt.</param>
public sealed class LetterPromptTemplate(PromptWrapping wrapping) : PromptTemplate(wrapping)
{
    private const string Instruction =
        "The following are multiple choice questions. Please choose the most reasonable one from the following options.\n";

    private const string CauseEffectInstruction =
        "Answer the following multiple choice questions by selecting the correct option according to the Premise."
        + "Please choose the correct one from the two options A and B.\n"
        + "Premise:The sky turns dark.\nQuestion:What was the cause of this?\nA. It's night.\nB. It's noon.\nAnswer:A. It's night.\n\n";

    /// <summary>Whether the instruction and the example precede the item, as published; a model is never measured without them.</summary>
    public bool HasExample { get; init; } = true;

    /// <inheritdoc/>
    public override Prompt RenderWording(ProbeItem item, int wording)
    {
        var text = new StringBuilder();
        if (HasExample)
        {
            AppendExample(text, item);
        }

        text.Append(ContextOf(item, wording)).Append("Question:").Append(QuestionOf(item, wording)).Append('\n');
        AppendOptions(text, item.Options);
        text.Append("Answer:");
        return new Prompt(
            item.Id,
            Wrapping.Wrap(text.ToString()),
            [.. Enumerable.Range(0, item.Options.Length).Select(option => OptionLetter.Of(option).ToString())]);
    }

    // As published with four options: 1, 2, 3, 5, of which 5 is right; a fifth option is 6.
    private static void AppendExample(StringBuilder text, ProbeItem item)
    {
        if (item.Premise is not null)
        {
            text.Append(CauseEffectInstruction);
            return;
        }

        var optionCount = item.Options.Length;
        int[] wrong = [1, 2, 3];
        var numbers = wrong.Take(Math.Min(optionCount, 4) - 1).Append(5).Concat(Enumerable.Range(6, Math.Max(0, optionCount - 4)));
        var options = numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)).ToList();
        text.Append(Instruction).Append("Question:2+3=?\n");
        AppendOptions(text, options);
        var right = options.IndexOf("5");
        text.Append("Answer:").Append(OptionLetter.Of(right)).Append(". 5\n");
    }

    private static void AppendOptions(StringBuilder text, IReadOnlyList<string> options)
    {
        for (var option = 0; option < options.Count; option++)
        {
            text.Append(OptionLetter.Of(option)).Append(". ").Append(options[option]).Append('\n');
        }
    }
}
