using System.Text;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests;

/// <summary>Questions of an included probe set.</summary>
internal static class Questions
{
    private static readonly ProbeSet Set = ProbeSetReader.Read(Alignment.Tests.Repository.ProbeSetFolder("geo"));

    /// <summary>Questions in five languages, short enough for the embedded model to answer in words.</summary>
    public static List<Prompt> Of(Scoring scoring, int perLanguage = 2)
    {
        var protocol = new Protocol(scoring, PromptWrapping.None);
        return
        [
            .. ((string[])["en", "ru", "ar", "zh", "ja"]).SelectMany(code => Set.In(Language.Parse(code)).Select(item => protocol.Template.RenderWording(item, 0))
                .Where(prompt => Encoding.UTF8.GetByteCount(prompt.Text) < 480).Take(perLanguage)),
        ];
    }
}
