using static CLiKA.Tests.Probes.Validation.SoundPack;

namespace CLiKA.Tests.Probes.Validation;

/// <summary>Texts that are written as their language is, and texts that are not.</summary>
public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("de", "Which of the things is {0}?", "de.jsonl, i0: 'Which of the things is 0?' is English.")]
    [InlineData("ru", "Какой London {0}?", "*'Какой London 0?' has 'London' in Latin letters; translate, or name in keepsLatin of probe-set.json *")]
    [InlineData("zh", "Nordlicht的错误E-1{0}是？", "*has 'Nordlicht', 'E-10' in Latin letters; *")]
    [InlineData("ru", "Какой SMS-код {0}?", "*has 'SMS' in Latin letters; *")]
    [InlineData("ru", "Какой ＪＡＬ {0}?", "*has 'ＪＡＬ' in Latin letters; *")]
    [InlineData("ar", "London {0}؟", "*has 'London' in Latin letters; *")]
    [InlineData("zh", "ブルー{0}？", "*has no letter of Chinese.")]
    [InlineData("en", "Which Москва is {0}?", "*'М', which is no letter of English.")]
    [InlineData("de", "Welche Gro\u0308ße ist {0}?", "*is not in Unicode normalisation form C.")]
    [InlineData("en", "Which red thing is {0}?", "en.jsonl, i0: the question gives the answer away: it contains 'red'.")]
    [InlineData("it", "Quale  è {0}?", "*has white space at an end, or more than one space in a row.")]
    [InlineData("it", "Quale è {0}? ", "*has white space at an end, or more than one space in a row.")]
    [InlineData("zh", "哪个{0}是这个?", "*has '?'; expected full-width punctuation.")]
    [InlineData("ar", "أي {0} هو?", "*has '?'; expected Arabic punctuation.")]
    [InlineData("de", "Welche Größe ist {0}？", "*has '？'; expected half-width punctuation.")]
    [InlineData("en", "Which is\r\n{0}?", "en.jsonl, i0: 'Which is[U+000D][U+000A]0?' has a line break; expected one line.")]
    [InlineData("ru", "Какой\u2028{0}?", "*has a line break; expected one line.")]
    [InlineData("it", "Quale\tè {0}?", "*has the control character U+0009.")]
    [InlineData("pl", "Który to „{0}?", "*opens '„' and does not close it.")]
    [InlineData("ru", "Какой {0}»?", "*closes '»', which nothing opened.")]
    [InlineData("en", "Which is \"{0}?", "*has an odd number of straight quotation marks.")]
    [InlineData("ja", "どれ「{0}』？", "*closes '』', which nothing opened.")]
    [InlineData("fr", "Laquelle est \u200E{0} ?", "*has a mark of direction, which its language does not need.")]
    [InlineData("he", "איזה\u200F?", "*has a mark of direction, but nothing in it runs from left to right.")]
    [InlineData("he", "איזה \u2066{0}?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u2067DNA {0}?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u2068DNA {0}\u202C?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u202ADNA {0}?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u202BDNA {0}?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u202DDNA {0}?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה \u202EDNA {0}\u2069?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה DNA {0}\u202C?", "*opens a direction and does not close it.")]
    [InlineData("he", "איזה DNA {0}\u2069?", "*opens a direction and does not close it.")]
    [InlineData("en", "Which is \u200F{0}?", "*has a mark of direction, which its language does not need.")]
    [InlineData("en", "Which is \u061C{0}?", "*has a mark of direction, which its language does not need.")]
    [InlineData("en", "Which is \u202A{0}?", "*has a mark of direction, which its language does not need.")]
    [InlineData("en", "Which is \u202E{0}?", "*has a mark of direction, which its language does not need.")]
    [InlineData("en", "Which is \u2066{0}?", "*has a mark of direction, which its language does not need.")]
    [InlineData("en", "Which is \u2069{0}?", "*has a mark of direction, which its language does not need.")]
    public void A_question_that_is_wrong_in_itself_is_a_problem(string language, string question, string expected) =>
        Problems(texts => texts[language] = (question, texts[language].Options)).Should().ContainMatch(expected);

    [Theory]
    [InlineData("de", "„{0}“ (groß)?")]
    [InlineData("en", "Which is “{0}”?")]
    [InlineData("en", "Which is \"{0}\"?")]
    [InlineData("he", "איזה \u2066DNA {0}\u2069?")]
    [InlineData("he", "איזה \u2068DNA {0}\u2069?")]
    [InlineData("he", "איזה \u202ADNA {0}\u202C?")]
    [InlineData("he", "איזה \u202EDNA {0}\u202C?")]
    [InlineData("he", "איזה DNA\u200E {0}?")]
    [InlineData("ja", "DNAはどれ（{0}）？")]
    [InlineData("ru", "Какой «DNA-XL {0}»?")]
    [InlineData("de", "»{0}« (groß)?")]
    [InlineData("ar", "أي ”{0}“؟")]
    [InlineData("he", "איזה ”{0}”?")]
    [InlineData("he", "איזה „{0}”?")]
    [InlineData("ja", "ＪＡＬの本社は{0}？")]
    [InlineData("zh", "ＡＢ型是{0}？")]
    [InlineData("ja", "Ａからｚまでは{0}？")]
    public void What_a_language_writes_so_is_no_problem(string language, string question)
    {
        var texts = new Dictionary<string, (string Question, string[] Options)>(Sound) { [language] = (question, Sound[language].Options) };

        Problems(Pack(texts) with { Description = Description with { KeepsLatin = ["DNA", "DNA-XL"] } }).Should().BeEmpty();
    }

    [Theory]
    [InlineData("es", "¿Cuál es {0}?", "rojo", "azul")]
    [InlineData("vi", "Cái nào là {0}?", "đỏ", "xanh")]
    [InlineData("ha", "Ɓangaren {0} wane ne?", "ja", "shuɗi")]
    [InlineData("uz", "Qaysi biri oʻzi {0}?", "qizil", "koʻk")]
    [InlineData("sr", "Који је {0}?", "црвено", "плаво")]
    [InlineData("sr", "Koji je {0}?", "crveno", "plavo")]
    [InlineData("sr-latn", "Koji je {0}?", "crveno", "plavo")]
    [InlineData("ko", "「책」에서 {0}번은 무엇입니까?", "빨강", "靑色")]
    [InlineData("zh-hant", "哪個是{0}？", "紅色", "藍色")]
    [InlineData("hi", "कौन सा {0} है?", "लाल", "नीला")]
    [InlineData("fa", "کدام {0} است؟", "قرمز", "آبی")]
    [InlineData("am", "የትኛው {0} ነው?", "ቀይ", "ሰማያዊ")]
    [InlineData("ff-adlm", "𞤸𞤮𞤲𞤣𞤫 {0}?", "𞤱𞤮𞤣𞤫", "𞤦𞤵𞤤𞤫")]
    [InlineData("en-gb", "Which is {0} of the?", "red", "grey")]
    [InlineData("sv", "Vad är ”{0}” i »verket»?", "röd", "blå")]
    [InlineData("fi", "Mikä on ”{0}”?", "punainen", "sininen")]
    [InlineData("da", "Hvad er »{0}«?", "rød", "blå")]
    [InlineData("hr", "Što je »{0}« i „{0}“?", "crveno", "plavo")]
    [InlineData("sr-latn", "Što je »{0}«?", "crveno", "plavo")]
    [InlineData("mni", "ꯃꯁꯤ {0}?", "ꯑꯉꯥꯡꯕ", "ꯍꯤꯒꯣꯛ")]
    [InlineData("mni", "মসি {0}?", "অঙাংবা", "হিগোক")]
    [InlineData("ryu", "沖縄の{0}？", "赤", "アオ")]
    [InlineData("ii", "ꆈꌠ{0}。", "ꀉ", "ꀊ")]
    [InlineData("pcm", "Which is {0} of dem?", "red", "blue")]
    public void Texts_in_any_language_that_Unicode_knows_are_sound_as_they_are_written_there(
        string language, string question, string first, string second) =>
        Problems(texts => texts[language] = (question, [first, second])).Should().BeEmpty();

    [Theory]
    [InlineData("es", "¿Москва {0}?", "*'М', which is no letter of Spanish.")]
    [InlineData("ko", "London {0}?", "*has 'London' in Latin letters; *")]
    [InlineData("ko", "무엇 {0}？", "*has '？'; expected half-width punctuation.")]
    [InlineData("hi", "Какой {0}?", "*has no letter of Hindi.")]
    [InlineData("hi", "𞤸𞤮𞤲𞤣𞤫 {0}?", "*has no letter of Hindi.")]
    [InlineData("sr", "Који je {0}?", "*has 'je' in Latin letters; *")]
    [InlineData("sr-latn", "Који је {0}?", "*'К', which is no letter of Serbian (Latin).")]
    [InlineData("zh-hant", "哪個是{0}的?", "*has '?'; expected full-width punctuation.")]
    [InlineData("fa", "کدام {0} است?", "*has '?'; expected Arabic punctuation.")]
    [InlineData("da", "Hvad er {0}«?", "*opens '«' and does not close it.")]
    [InlineData("sv", "Vad är ”{0}?", "*opens '”' and does not close it.")]
    [InlineData("es", "¿Cuál es {0}”?", "*closes '”', which nothing opened.")]
    [InlineData("ja", "JALとＡＮＡは{0}？", "* has 'JAL' in Latin letters; *")]
    [InlineData("nl", "Which of the things is {0}?", "nl.jsonl, i0: 'Which of the things is 0?' is English.")]
    public void A_question_that_is_not_written_as_its_language_is_a_problem(string language, string question, string expected) =>
        Problems(texts => texts[language] = (question, ["1", "2"])).Should().ContainMatch(expected);

    [Fact]
    public void A_passage_may_have_lines_and_an_option_may_not()
    {
        var facts = Facts(item => $"subject {item}");
        Problems(Pack(Sound, change: item => item with { Passage = "1.\r\n2." }) with { Facts = [.. facts] }).Should().BeEmpty();
        Problems(Pack(Sound, change: item => item with { Options = [.. item.Options.Select(option => option + "\n2")] }))
            .Should().HaveCount(160, "ten languages have eight items of two options").And.OnlyContain(problem => problem.Contains("has a line break", StringComparison.Ordinal));
    }

    // A name or a title may be the same everywhere; four words are no name.
    [Theory]
    [InlineData("Item {0} looks red?", true)]
    [InlineData("Item {0} looks?", false)]
    public void A_sentence_that_is_the_same_as_in_English_is_a_problem(string question, bool isProblem) => Problems(texts =>
    {
        texts["en"] = (question, texts["en"].Options);
        texts["pl"] = (question, texts["pl"].Options);
    }).Any(problem => problem.StartsWith("pl.jsonl, i0: 'Item 0 looks", StringComparison.Ordinal) && problem.EndsWith(" is English.", StringComparison.Ordinal))
        .Should().Be(isProblem);

    // Dutch has "is" and "of" too: what tells English is three of its small words, and not one of them three times.
    [Theory]
    [InlineData("Which of {0} is?", true)]
    [InlineData("Wat is {0} of?", false)]
    [InlineData("Is {0} of is {0} of?", false)]
    public void Three_small_words_of_English_are_English(string question, bool isProblem) =>
        Problems(texts => texts["nl"] = (question, ["1", "2"])).Any(problem => problem.EndsWith(" is English.", StringComparison.Ordinal))
            .Should().Be(isProblem);
}
