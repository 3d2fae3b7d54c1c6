using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class JsonRecordTests
{
    [Theory]
    [InlineData("{\"v\":\"x\"}", "'v' is String; expected a number")]
    [InlineData("{\"v\":null}", "'v' is Null; expected a number")]
    [InlineData("{}", "'v' is missing; expected a number")]
    [InlineData("{\"v\":1e999}", "'v' is 1e999; expected a number that a double can hold")]
    public void What_is_no_number_says_so(string json, string expected) =>
        Reading(json, record => record.Number("v")).Should().StartWith("f:7: " + expected);

    [Theory]
    [InlineData("{\"v\":1.5}")]
    [InlineData("{\"v\":3000000000}")]
    public void What_is_no_whole_number_of_32_bits_says_so(string json) =>
        Reading(json, record => record.WholeNumber("v")).Should().EndWith("expected a whole number.");

    // Half a surrogate pair is valid JSON and no text.
    [Theory]
    [InlineData("{\"v\":\"\\ud800\"}")]
    [InlineData("{\"v\":\"a\\udc00b\"}")]
    public void Half_a_character_is_an_error_with_its_line(string json) =>
        Reading(json, record => record.Text("v")).Should().StartWith("f:7: ");

    [Fact]
    public void Half_a_character_in_a_list_is_an_error_with_its_line() =>
        Reading("{\"v\":[\"a\",\"\\ud800\"]}", record => record.Texts("v").Length).Should().StartWith("f:7: ");

    [Fact]
    public void Half_a_character_in_a_name_is_an_error_with_its_line() =>
        Reading("{\"\\ud800\":1}", record => record.Names.Count()).Should().StartWith("f:7: ");

    [Fact]
    public void A_misspelt_property_is_not_ignored() =>
        Reading("{\"a\":1,\"bb\":2}", record =>
        {
            record.AllowOnly("a", "b");
            return 0;
        }).Should().Be("f:7: unknown property 'bb'; expected a, b.");

    [Fact]
    public void Lists_of_something_else_are_refused()
    {
        Reading("{\"v\":[{},1]}", record => record.Records("v")).Should().Contain("other than objects");
        Reading("{\"v\":[\"a\",1]}", record => record.Texts("v")).Should().Contain("other than strings");
    }

    [Fact]
    public void Null_is_as_good_as_missing() => JsonInput.Parse("f", null, "{\"v\":null}").Has("v").Should().BeFalse();

    private static string Reading<T>(string json, Func<JsonRecord, T> read) =>
        FluentActions.Invoking(() => read(JsonInput.Parse("f", 7, json))).Should().Throw<InvalidInputException>().Which.Message;
}
