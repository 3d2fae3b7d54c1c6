using System.Globalization;
using CLiKA.Import.Formats;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Formats;

public sealed class PublicFormatsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Names => [.. PublicFormats.All.Select(format => format.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_set_becomes_a_pack_that_reads_back(string name)
    {
        var read = Import(name, out var leftOut);

        leftOut.Should().BeEmpty();
        read.Description.ImportedFrom.Should().Be(name);
        read.Description.Licence.Should().NotBeEmpty();
        read.Description.Provenance.Should().StartWith($"Imported from {name}: ").And.EndWith("; 4 items kept, 0 left out.");
        read.Set.Languages.Select(language => language.Code).Should().Equal(PublicSamples.Languages[name]);
        read.Set.Count.Should().Be(4);
    }

    [Theory]
    [InlineData("xcsqa", "{0:x16}", KnowledgeKind.Basic)]
    [InlineData("belebele", null, KnowledgeKind.Basic)]
    [InlineData("mmmlu", "{0}", KnowledgeKind.Factual)]
    [InlineData("global-mmlu", "abstract_algebra/test/{0}", KnowledgeKind.Factual)]
    [InlineData("include", null, KnowledgeKind.Factual)]
    [InlineData("clika", "{0}", KnowledgeKind.Factual)]
    public void Every_text_and_every_right_answer_is_the_published_one(string name, string? ids, KnowledgeKind stream)
    {
        var read = Import(name, out _);

        read.Description.Stream.Should().Be(stream);
        foreach (var language in read.Set.Languages)
        {
            foreach (var (item, sample) in read.Set.In(language).Zip(PublicSamples.Items(language.Code)))
            {
                item.Question.Trim().Should().Be(sample.Text);
                item.Options.Should().Equal(sample.Options);
                item.Gold.Should().Be(sample.Gold);
                item.Id.Should().Be(ids is null ? item.Id : string.Format(CultureInfo.InvariantCulture, ids, sample.Number));
            }
        }
    }

    [Fact]
    public void A_question_of_Belebele_keeps_its_passage_and_is_called_by_its_link()
    {
        var items = Import("belebele", out _).Set.In(Language.Pivot);

        items.Select(item => item.Id).Should().Equal(
            "en-wikibooks-org-wiki-sample-0-1",
            "en-wikibooks-org-wiki-sample-0-2",
            "en-wikibooks-org-wiki-sample-1-1",
            "en-wikibooks-org-wiki-sample-1-2");
        items[0].Passage.Should().Be("It is an apple, or is it?");
    }

    // As the published sets are converted to Parquet and back: a list of labels beside one of texts. The label says which is right, not its place.
    [Theory]
    [InlineData("""{"label":["1","2","3"],"text":["a","b","c"]}""", "3", 2)]
    [InlineData("""{"label":["C","A","B"],"text":["a","b","c"]}""", "A", 1)]
    [InlineData("""[{"label":"C","text":"a"},{"label":"A","text":"b"},{"label":"B","text":"c"}]""", "C", 0)]
    public void The_label_of_XCSQA_says_which_option_is_right(string choices, string key, int gold)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "X-CSQA", "en"));
        File.WriteAllText(
            Path.Combine(_folder.Path, "X-CSQA", "en", "dev.jsonl"),
            $$"""{"id":"i","question":{"stem":"q","choices":{{choices}}},"answerKey":"{{key}}"}""" + "\n");

        var item = Run("xcsqa", _folder.Path).Pack.Set.In(Language.Pivot).Single();

        item.Options.Should().Equal("a", "b", "c");
        item.Gold.Should().Be(gold);
    }

    [Fact]
    public void A_premise_of_XCOPA_stays_one()
    {
        var items = Import("xcopa", out _).Set.In(Language.Parse("zh"));

        items[0].Should().BeEquivalentTo(new ProbeItem("0", "cause", ["苹果", "面包"], 0, "指的是哪一个？ (0)"));
        items[3].Should().BeEquivalentTo(new ProbeItem("3", "effect", ["苹果", "面包"], 1, "指的是哪一个？ (3)"));
    }

    [Theory]
    [InlineData("mlama", "P1-Q0-Q10", "The symbol of North is ___.", "P1")]
    [InlineData("klar", "capital-0", "The symbol of North is", "capital")]
    public void A_triple_becomes_a_question_with_the_relations_other_objects(string name, string id, string question, string relation)
    {
        var read = Import(name, out _);
        var english = read.Set.In(Language.Pivot).Single(item => item.Id == id);
        var german = read.Set.In(Language.Parse("de")).Single(item => item.Id == id);

        english.Question.Should().Be(question);
        english.Options[english.Gold].Should().Be("apple");
        english.Options.Should().BeEquivalentTo("apple", "bread", "cloud", "door");
        german.Options[german.Gold].Should().Be("Apfel");
        english.Paraphrases.Should().Equal(name == "klar" ? ["The symbol of North is ___."] : []);
        var fact = read.Facts.Single(entry => entry.Id == id);
        fact.Relation.Should().Be(relation);
        fact.Subject[Language.Pivot].Should().Be("North");
    }

    [Theory]
    [InlineData("mmmlu", "", "en de")]
    [InlineData("mmmlu", "pt,de", "de pt")]
    [InlineData("belebele", "zh-hant", "zh-hant")]
    public void The_papers_languages_are_read_where_none_is_named(string name, string languages, string expected)
    {
        var path = PublicSamples.Write(name, _folder.Path);
        var request = new ImportRequest(path, [.. languages.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse)]);

        var set = PublicImport.Run(PublicFormats.All.Single(format => format.Name == name), request).Pack.Set;

        set.Languages.Should().Equal(expected.Split(' ').Select(Language.Parse));
    }

    [Fact]
    public void All_languages_are_read_where_none_of_the_papers_is_there()
    {
        PublicSamples.Write("klar", _folder.Path);
        Directory.Delete(Path.Combine(_folder.Path, "en"), recursive: true);
        Directory.Delete(Path.Combine(_folder.Path, "de"), recursive: true);

        var set = PublicImport.Run(PublicFormats.All.Single(format => format.Name == "klar"), new ImportRequest(_folder.Path, [])).Pack.Set;

        set.Languages.Should().Equal(Language.Parse("ko"));
    }

    [Theory]
    [InlineData("mlama", "en de ceb")]
    [InlineData("klar", "en de ko")]
    public void A_folder_beside_the_languages_that_holds_other_files_is_no_language(string name, string expected)
    {
        PublicSamples.Write(name, _folder.Path);
        foreach (var folder in (string[])["bin", "doc", "src"])
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
            File.WriteAllText(Path.Combine(_folder.Path, folder, "settings.json"), """{"name": "x"}""");
            File.WriteAllText(Path.Combine(_folder.Path, folder, "lines.jsonl"), """{"name": "x"}""");
        }

        var set = PublicImport.Run(
            PublicFormats.All.Single(format => format.Name == name), new ImportRequest(_folder.Path, []) { EveryLanguage = true }).Pack.Set;

        set.Languages.Should().Equal(expected.Split(' ').Select(Language.Parse));
    }

    // As the 44 folders of the published set are called.
    [Theory]
    [InlineData("Albanian Arabic Armenian Azerbaijani Basque Belarusian Bengali Bulgarian Chinese Croatian Dutch", "sq ar hy az eu be bn bg zh hr nl")]
    [InlineData("Estonian Finnish French Georgian German Greek Hebrew Hindi Hungarian Indonesian Italian", "et fi fr ka de el he hi hu id it")]
    [InlineData("Japanese Kazakh Korean Lithuanian Malay Malayalam Nepali North_Macedonian Persian Polish Portuguese", "ja kk ko lt ms ml ne mk fa pl pt")]
    [InlineData("Russian Serbian Spanish Tagalog Tamil Telugu Turkish Ukrainian Urdu Uzbek Vietnamese", "ru sr es fil ta te tr uk ur uz vi")]
    public void A_folder_of_INCLUDE_is_named_by_its_language_in_English(string folders, string codes)
    {
        PublicSamples.Write("include", _folder.Path);
        var place = Path.Combine(_folder.Path, "German");
        foreach (var (name, code) in folders.Split(' ').Zip(codes.Split(' ')))
        {
            var next = Path.Combine(_folder.Path, name.Replace('_', ' '));
            if (next != place)
            {
                Directory.Move(place, next);
                place = next;
            }

            Run("include", _folder.Path).Pack.Set.Languages.Should().Equal(Language.Parse(code));
        }
    }

    // As the files of the published set are called.
    [Fact]
    public void Every_language_of_Belebele_is_read_and_no_two_are_one()
    {
        const string files =
            """
            acm_Arab afr_Latn als_Latn amh_Ethi apc_Arab arb_Arab arb_Latn ars_Arab ary_Arab arz_Arab asm_Beng azj_Latn bam_Latn ben_Beng ben_Latn
            bod_Tibt bul_Cyrl cat_Latn ceb_Latn ces_Latn ckb_Arab dan_Latn deu_Latn ell_Grek eng_Latn est_Latn eus_Latn fin_Latn fra_Latn fuv_Latn
            gaz_Latn grn_Latn guj_Gujr hat_Latn hau_Latn heb_Hebr hin_Deva hin_Latn hrv_Latn hun_Latn hye_Armn ibo_Latn ilo_Latn ind_Latn isl_Latn
            ita_Latn jav_Latn jpn_Jpan kac_Latn kan_Knda kat_Geor kaz_Cyrl kea_Latn khk_Cyrl khm_Khmr kin_Latn kir_Cyrl kor_Hang lao_Laoo lin_Latn
            lit_Latn lug_Latn luo_Latn lvs_Latn mal_Mlym mar_Deva mkd_Cyrl mlt_Latn mri_Latn mya_Mymr nld_Latn nob_Latn npi_Deva npi_Latn nso_Latn
            nya_Latn ory_Orya pan_Guru pbt_Arab pes_Arab plt_Latn pol_Latn por_Latn ron_Latn rus_Cyrl shn_Mymr sin_Latn sin_Sinh slk_Latn slv_Latn
            sna_Latn snd_Arab som_Latn sot_Latn spa_Latn srp_Cyrl ssw_Latn sun_Latn swe_Latn swh_Latn tam_Taml tel_Telu tgk_Cyrl tgl_Latn tha_Thai
            tir_Ethi tsn_Latn tso_Latn tur_Latn ukr_Cyrl urd_Arab urd_Latn uzn_Latn vie_Latn war_Latn wol_Latn xho_Latn yor_Latn zho_Hans zho_Hant
            zsm_Latn zul_Latn
            """;
        PublicSamples.Write("belebele", _folder.Path);
        var sample = File.ReadAllText(Path.Combine(_folder.Path, "deu_Latn.jsonl"));
        string[] names = files.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Array.ForEach(names, name => File.WriteAllText(Path.Combine(_folder.Path, $"{name}.jsonl"), sample));

        var languages = Run("belebele", _folder.Path).Pack.Set.Languages;

        languages.Should().HaveCount(122).And.OnlyHaveUniqueItems();
        languages.Should().Contain(Language.Paper).And.Contain(Language.Parse("zh-hant")).And.Contain(Language.Parse("ne-latn"));
    }

    // INCLUDE calls its other split validation, XCOPA val; both are dev here, by whatever name it is asked for.
    [Theory]
    [InlineData("include", "German/test-00000-of-00001.parquet", "German/validation-00000-of-00001.parquet", "dev")]
    [InlineData("include", "German/test-00000-of-00001.parquet", "German/validation-00000-of-00001.parquet", "validation")]
    [InlineData("xcopa", "data/it/test.it.jsonl", "data/it/val.it.jsonl", "dev")]
    public void A_split_has_one_name_whatever_a_set_calls_it(string name, string from, string to, string split)
    {
        PublicSamples.Write(name, _folder.Path);
        File.Move(Path.Combine(_folder.Path, from), Path.Combine(_folder.Path, to));

        PublicImport.Run(PublicFormats.All.Single(format => format.Name == name), new ImportRequest(_folder.Path, [], split) { EveryLanguage = true })
            .Pack.Set.Languages.Should().ContainSingle();
    }

    [Fact]
    public void What_the_paper_says_of_a_set_is_kept()
    {
        var description = Import("clika", out _).Description;

        description.Should().BeEquivalentTo(new { Id = "x_geo", Title = "X-Geo", Ceiling = 0.97, Licence = "see the source" });
    }

    private ProbePack Import(string name, out IReadOnlyList<LeftOut> leftOut)
    {
        var result = Run(name, PublicSamples.Write(name, _folder.Path));
        leftOut = result.LeftOut;
        var folder = Path.Combine(_folder.Path, "pack");
        ProbeSetWriter.Write(folder, result.Pack);
        return ProbeSetReader.ReadPack(folder);
    }

    private static ImportResult Run(string name, string path) =>
        PublicImport.Run(PublicFormats.All.Single(format => format.Name == name), new ImportRequest(path, []) { EveryLanguage = true });
}
