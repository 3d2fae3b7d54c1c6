using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Alignment.Tests;

/// <summary>The embedded model that was taught to answer the published prompt with letters.</summary>
public sealed class LetterModelTests
{
    private const int MostOptions = 4;

    // Under every letter: a model that had learned the letters of the pack by heart would be right under the first order only.
    [Theory]
    [InlineData("geo")]
    [InlineData("people")]
    [InlineData("commonsense")]
    [InlineData("causes")]
    public async Task It_names_the_right_option_of_nine_English_questions_in_ten_whatever_its_letter(string probeSet)
    {
        var items = ProbeSetReader.Read(Repository.ProbeSetFolder(probeSet)).In(Language.Pivot);
        using var answerer = OnnxAnswerer.Load(Repository.ModelFolder("micro-letters"), new OnnxAnswererOptions { Device = DeviceRequest.Cpu });
        for (var places = 0; places < MostOptions && places < items[0].Options.Length; places++)
        {
            var rotated = items.Select(item => item.Rotated(places)).ToList();

            var answers = await answerer.AnswerAsync(
                [.. rotated.Select(item => new LetterPromptTemplate(PromptWrapping.None).RenderWording(item, 0))], Scoring.Letter, null, CancellationToken.None);

            answers.Zip(rotated, (answer, item) => answer.Choice == item.Gold ? 1 : 0).Average().Should().BeGreaterThan(0.9, $"{places} places on");
        }
    }
}
