using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Tests.Languages;

public sealed class LanguageTests
{
    [Fact]
    public void The_papers_ten_languages_stand_in_its_order_and_English_is_the_pivot()
    {
        Language.PaperCodes.Should().Be("en de fr it ru pl ar he zh ja");
        Language.Pivot.Code.Should().Be("en");
    }

    [Fact]
    public void Other_languages_come_behind_the_papers_by_code()
    {
        string[] codes = ["zu", "ja", "pt-pt", "es", "en", "pt", "ar", "zh-hant"];

        codes.Select(Language.Parse).Order(Language.Order).Select(language => language.Code)
            .Should().Equal("en", "ar", "ja", "es", "pt", "pt-pt", "zh-hant", "zu");
    }

    // Name, scripts and direction as the CLDR says of each.
    [Theory]
    [InlineData("es", "Spanish", "Latn", TextDirection.LeftToRight)]
    [InlineData("ko", "Korean", "Kore", TextDirection.LeftToRight)]
    [InlineData("fa", "Persian", "Arab", TextDirection.RightToLeft)]
    [InlineData("dv", "Divehi", "Thaa", TextDirection.RightToLeft)]
    [InlineData("sr", "Serbian", "Cyrl Latn", TextDirection.LeftToRight)]
    [InlineData("sr-latn", "Serbian (Latin)", "Latn", TextDirection.LeftToRight)]
    [InlineData("sd-deva", "Sindhi (Devanagari)", "Deva", TextDirection.LeftToRight)]
    [InlineData("zh-hant", "Traditional Chinese", "Hant", TextDirection.LeftToRight)]
    [InlineData("zh-hk", "Chinese (Hong Kong SAR China)", "Hant", TextDirection.LeftToRight)]
    [InlineData("pt-pt", "European Portuguese", "Latn", TextDirection.LeftToRight)]
    [InlineData("es-419", "Latin American Spanish", "Latn", TextDirection.LeftToRight)]
    [InlineData("pa-arab", "Punjabi (Arabic)", "Arab", TextDirection.RightToLeft)]
    [InlineData("ku-ir", "Kurdish (Iran)", "Arab", TextDirection.RightToLeft)]
    [InlineData("sr-me", "Montenegrin", "Latn", TextDirection.LeftToRight)]
    [InlineData("en-gb", "British English", "Latn", TextDirection.LeftToRight)]
    [InlineData("acm", "acm", "Arab", TextDirection.RightToLeft)]
    public void Every_language_that_Unicode_knows_is_found_by_its_code(string code, string name, string scripts, TextDirection direction)
    {
        foreach (var spelling in (string[])[code, code.ToUpperInvariant()])
        {
            var language = Language.Parse(spelling);

            language.Code.Should().Be(code);
            language.EnglishName.Should().Be(name);
            language.Scripts.Should().Equal(scripts.Split(' '));
            language.Direction.Should().Be(direction);
        }
    }

    [Theory]
    [InlineData("DE", "de")]
    [InlineData("deu", "de")]
    [InlineData("iw", "he")]
    [InlineData("zh-Hans", "zh")]
    [InlineData("zho_Hant", "zh-hant")]
    [InlineData("zh_Hant_TW", "zh-hant")]
    [InlineData("zh-tw", "zh-hant")]
    [InlineData("zh-cn", "zh")]
    [InlineData("zh_Hant_HK", "zh-hk")]
    [InlineData("de-de", "de")]
    [InlineData("ru-ru", "ru")]
    [InlineData("in-id", "id")]
    [InlineData("en-us", "en")]
    [InlineData("pt-br", "pt")]
    [InlineData("pa-pk", "pa-arab")]
    [InlineData("sr-latn-rs", "sr-latn")]
    [InlineData("sr-latn-me", "sr-me")]
    [InlineData("nb", "no")]
    [InlineData("nob_Latn", "no")]
    [InlineData("srp_Cyrl", "sr")]
    [InlineData("sh", "sr-latn")]
    [InlineData("kor_Hang", "ko")]
    [InlineData("jpn_Jpan", "ja")]
    [InlineData("npi_Deva", "ne")]
    [InlineData("arb_Latn", "ar-latn")]
    [InlineData("tgl_Latn", "fil")]
    [InlineData("prs", "fa-af")]
    public void Any_spelling_in_use_stands_for_a_language_and_only_its_shortest_code_is_taken_for_one(string spelling, string code)
    {
        Language.TryRead(spelling, out var language).Should().BeTrue();
        language!.Code.Should().Be(code);

        var isCode = string.Equals(spelling, code, StringComparison.OrdinalIgnoreCase);
        Language.TryParse(spelling, out _).Should().Be(isCode);
        if (!isCode)
        {
            FluentActions.Invoking(() => Language.Parse(spelling)).Should().Throw<ArgumentException>()
                .WithMessage($"'{spelling}' is no language here; expected its shortest code, '{code}'.*");
        }
    }

    // Names as the CLDR has them, in English and by the language's own locale.
    [Theory]
    [InlineData("swiss german", "gsw")]
    [InlineData("Français", "fr fr-ca fr-ch")]
    [InlineData("francais", "fr fr-ca fr-ch")]
    [InlineData("日本", "ja")]
    [InlineData("עברית", "he")]
    [InlineData("ΕΛΛΗΝΙΚΆ", "el")]
    [InlineData("bokmål", "no")]
    [InlineData("Mandarin", "zh zh-hant")]
    [InlineData("traditional chinese", "zh-hant")]
    [InlineData("Uighur", "ug")]
    [InlineData("siksika", "bla")]
    [InlineData("acm", "")]
    public void A_language_is_found_by_what_it_is_called(string part, string codes) =>
        Language.Named(part).Select(language => language.Code).Should().Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("de", "Deutsch")]
    [InlineData("no", "norsk")]
    [InlineData("zh-hant", "繁體中文")]
    [InlineData("acm", null)]
    public void A_language_knows_what_its_speakers_call_it(string code, string? name) => Language.Parse(code).OwnName.Should().Be(name);

    // Files are called by codes. ISO 639 gives con, prn, aux and nul to languages, and the CLDR, for their sake or not, has none of them.
    [Fact]
    public void Every_code_can_be_the_name_of_a_file_on_every_system() =>
        Language.Known.Should().OnlyContain(language => SafeName.Is(language.Code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xx")]
    [InlineData("und")]
    [InlineData("german")]
    [InlineData("de-xyzw")]
    [InlineData("de-xy")]
    [InlineData("de-1996")]
    [InlineData("zh-hant-hant")]
    [InlineData("de\n")]
    public void What_is_no_code_is_answered_with_what_one_looks_like(string? code)
    {
        Language.TryParse(code, out _).Should().BeFalse();
        Language.Complaint(code).Should().Be(
            $"'{code}' is no language; expected a BCP-47 code such as de, es-419 or zh-hant ('clika languages' finds them by name)");
    }

    [Theory]
    [InlineData("jp", "ja")]
    [InlineData("UA", "uk")]
    [InlineData("cz", "cs")]
    public void A_countrys_code_is_answered_with_the_language_that_is_spoken_there(string code, string expected)
    {
        Language.TryParse(code, out _).Should().BeFalse();
        Language.Complaint(code).Should().Be($"'{code}' is no language but a region, in which most speak '{expected}'; expected the code of a language");
        Language.Named(code).Should().Contain(Language.Parse(expected));
    }

    [Fact]
    public void Every_known_language_is_found_again_and_has_scripts_that_Unicode_knows()
    {
        var known = Language.Known.ToList();
        string[] scripts = [.. UnicodeScripts.Table().SelectMany(entry => entry.Names)];

        known.Should().HaveCountGreaterThan(7_000).And.OnlyHaveUniqueItems();
        known.Should().OnlyContain(language => Language.Parse(language.Code) == language);
        known.Take(10).Should().Equal(Language.Paper);
        known.SelectMany(language => language.Scripts).Distinct().SelectMany(script => UnicodeScripts.PartsOf(script)).Except(scripts)
            .Should().Equal(["Sidt"], "texts in others could not be checked; Sidetic came after Unicode 16");
    }

    [Fact]
    public void A_language_prints_as_its_code() => $"{Language.Parse("he")}".Should().Be("he");
}
