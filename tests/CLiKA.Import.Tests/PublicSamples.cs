using System.Text.Json;
using Parquet.Serialization;

namespace CLiKA.Import.Tests;

/// <summary>Small sets of four sound items in the layouts of the public ones.</summary>
internal static class PublicSamples
{
    private static readonly Dictionary<string, (string Question, string[] Options)> Texts = new()
    {
        ["en"] = ("Which of these is meant?", ["apple", "bread", "cloud", "door"]),
        ["de"] = ("Was davon ist gemeint?", ["Apfel", "Brot", "Wolke", "Haustür"]),
        ["it"] = ("Che cosa si intende?", ["mela", "pane", "nuvola", "porta"]),
        ["zh"] = ("指的是哪一个？", ["苹果", "面包", "云朵", "大门"]),
        ["ceb"] = ("Hain niini ang gipasabot?", ["mansanas", "tinapay", "panganod", "pultahan"]),
        ["fil"] = ("Alin dito ang tinutukoy?", ["mansanas", "tinapay", "ulap", "pinto"]),
        ["hi"] = ("इनमें से कौन सा है?", ["सेब", "रोटी", "बादल", "दरवाज़ा"]),
        ["ko"] = ("이 중 무엇을 말합니까?", ["사과", "빵", "구름", "문짝"]),
        ["pt"] = ("Qual destes é?", ["maçã", "pão", "nuvem", "porta"]),
        ["sw"] = ("Ni kipi kati ya hivi?", ["tofaa", "mkate", "wingu", "mlango"]),
        ["zh-hant"] = ("指的是哪一個？", ["蘋果", "麵包", "雲朵", "大門"]),
    };

    private static readonly Dictionary<string, string> BelebeleCodes = new()
    {
        ["en"] = "eng_Latn",
        ["de"] = "deu_Latn",
        ["ko"] = "kor_Hang",
        ["zh-hant"] = "zho_Hant",
    };

    private static readonly Dictionary<string, string> MmmluCodes = new() { ["en"] = "EN-US", ["de"] = "DE-DE", ["pt"] = "PT-BR" };

    private static readonly string[] Subjects = ["North", "South", "East", "West"];

    /// <summary>The languages of each format's sample.</summary>
    public static IReadOnlyDictionary<string, string[]> Languages { get; } = new Dictionary<string, string[]>
    {
        ["xcopa"] = ["it", "zh", "sw"],
        ["xcsqa"] = ["en", "de", "hi"],
        ["belebele"] = ["en", "de", "ko", "zh-hant"],
        ["mmmlu"] = ["en", "de", "pt"],
        ["global-mmlu"] = ["en", "de", "fil"],
        ["include"] = ["de"],
        ["clika"] = ["en", "de"],
        ["mlama"] = ["en", "de", "ceb"],
        ["klar"] = ["en", "de", "ko"],
    };

    public static SampleItem[] Items(string language) =>
    [
        .. Enumerable.Range(0, 4).Select(number => new SampleItem(number, Texts[language].Question, Texts[language].Options, number)),
    ];

    /// <summary>Writes a format's sample.</summary>
    /// <returns>The path to import from.</returns>
    public static string Write(string format, string folder)
    {
        foreach (var language in Languages[format])
        {
            var items = Items(language);
            switch (format)
            {
                case "xcopa":
                    Lines($"data/{language}/test.{language}.jsonl", items, item => new
                    {
                        premise = item.Text,
                        choice1 = item.Options[0],
                        choice2 = item.Options[1],
                        question = item.Number < 2 ? "cause" : "effect",
                        label = item.Gold % 2,
                        idx = item.Number,
                        changed = false,
                    });
                    break;
                case "xcsqa":
                    Lines($"X-CSQA/{language}/dev.jsonl", items, item => new
                    {
                        id = $"{item.Number:x16}",
                        lang = language,
                        question = new
                        {
                            stem = item.Text,
                            choices = item.Options.Select((text, index) => new { label = $"{(char)('A' + index)}", text }),
                        },
                        answerKey = $"{(char)('A' + item.Gold)}",
                    });
                    break;
                case "belebele":
                    Lines($"{BelebeleCodes[language]}.jsonl", items, item => new
                    {
                        link = $"https://en.wikibooks.org/wiki/Sample_{item.Number / 2}",
                        question_number = (item.Number % 2) + 1,
                        flores_passage = language == "en" ? "It is an apple, or is it?" : "Es ist ein Apfel, oder nicht?",
                        question = item.Text,
                        mc_answer1 = item.Options[0],
                        mc_answer2 = item.Options[1],
                        mc_answer3 = item.Options[2],
                        mc_answer4 = item.Options[3],
                        correct_answer_num = $"{item.Gold + 1}",
                        dialect = "x",
                        ds = "2023-05-03",
                    });
                    break;
                case "mmmlu":
                    Text(
                        $"test/mmlu_{MmmluCodes[language]}.csv",
                        ",Question,A,B,C,D,Answer,Subject\n" + string.Concat(items.Select(item =>
                            $"{item.Number},\"{item.Text}\n\",{string.Join(',', item.Options)},{(char)('A' + item.Gold)},algebra\n")));
                    break;
                case "global-mmlu":
                    Parquet($"{language}/test-00000-of-00001.parquet", items.Select(item => new SampleRow
                    {
                        sample_id = $"abstract_algebra/test/{item.Number}",
                        question = item.Text,
                        option_a = item.Options[0],
                        option_b = item.Options[1],
                        option_c = item.Options[2],
                        option_d = item.Options[3],
                        answer = $"{(char)('A' + item.Gold)}",
                        is_annotated = item.Number == 0 ? null : true,
                    }));
                    break;
                case "include":
                    Parquet("German/test-00000-of-00001.parquet", items.Select(item => new ChoicesRow
                    {
                        language = "German",
                        question = item.Text,
                        choices = [.. item.Options],
                        answer = item.Gold,
                    }));
                    break;
                case "clika":
                    Lines($"x_geo/{language}/{language}_geo_data.jsonl", items, item => new
                    {
                        id = item.Number,
                        questions = item.Text,
                        answers = item.Options,
                        label = item.Gold,
                        sent_lang = language,
                    });
                    break;
                case "mlama":
                    Lines($"{language}/templates.jsonl", [1], _ => new { relation = "P1", template = Template(language, "[X]", "[Y] .") });
                    Lines($"{language}/P1.jsonl", items, item => new
                    {
                        uuid = $"u{item.Number}",
                        sub_uri = $"Q{item.Number}",
                        sub_label = Subjects[item.Number],
                        obj_uri = $"Q{item.Number + 10}",
                        obj_label = item.Options[item.Number],
                    });
                    break;
                default:
                    Text($"{language}/capital.json", JsonSerializer.Serialize(new
                    {
                        name = "capital",
                        prompt_templates = new[] { " " + Template(language, "<subject>", "<mask>"), Template(language, "<subject>", "<mask>.") },
                        samples = items.Select(item => new
                        {
                            subject = Subjects[item.Number],
                            @object = item.Options[item.Number],
                            object_candidates = string.Join(", ", item.Options),
                            index = item.Number,
                        }),
                    }));
                    break;
            }
        }

        return format == "clika" ? Path.Combine(folder, "x_geo") : folder;

        void Lines<T>(string name, IEnumerable<T> items, Func<T, object> line) =>
            Text(name, string.Concat(items.Select(item => JsonSerializer.Serialize(line(item)) + "\n")));

        void Parquet<T>(string name, IEnumerable<T> rows)
        {
            using var file = File.Create(Prepare(name));
            ParquetSerializer.SerializeAsync(rows, file).GetAwaiter().GetResult();
        }

        void Text(string name, string text) => File.WriteAllText(Prepare(name), text);

        string Prepare(string name)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
    }

    public static string Template(string language, string subject, string target) =>
        language == "en" ? $"The symbol of {subject} is {target}" : $"Das Symbol von {subject} ist {target}";
}
