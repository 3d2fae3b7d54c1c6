using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class JsonInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Empty_lines_are_passed_over_and_counted() =>
        JsonInput.ReadLines(_folder.Write("lines", "{\"a\":1}\n\n\r\n{\"a\":2}")).Select(record => (record.Line, record.WholeNumber("a")))
            .Should().Equal((1, 1), (4, 2));

    [Theory]
    [InlineData("{\"a\": 1,\n \"b\": }", 2)]
    [InlineData("{\"a\": 1", 1)]
    [InlineData("{} {}", 1)]
    [InlineData("", 1)]
    public void Damaged_JSON_names_its_line(string text, int line)
    {
        var path = _folder.Write("file.json", text);

        FluentActions.Invoking(() => JsonInput.ReadObject(path)).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}:{line}: not valid JSON*");
    }

    [Theory]
    [InlineData("{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> other\n}", 2)]
    [InlineData("<<<<<<< HEAD\r\n{}\r\n=======\r\n", 1)]
    public void What_an_unresolved_merge_left_is_called_that(string text, int line)
    {
        var path = _folder.Write("file.json", text);

        FluentActions.Invoking(() => JsonInput.ReadObject(path)).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}:{line}: holds merge conflict markers; resolve the merge.");
    }

    [Theory]
    [InlineData("{\"a\": 1,\n}", "2: not valid JSON (byte 1): a comma stands after the last entry.")]
    [InlineData("{\"a\": 1,\n  // the second\n\"b\": 2}", "2: not valid JSON (byte 3): JSON has no comments.")]
    [InlineData("{\"a\": 1, /* the second */ \"b\": 2}", "1: not valid JSON (byte 10): JSON has no comments.")]
    [InlineData("{\"a\": 1} // done", "1: not valid JSON (byte 10): JSON has no comments.")]
    [InlineData("{\"a\": [1, // one\n2]}", "1: not valid JSON (byte 11): JSON has no comments.")]
    [InlineData("{\"a\": \"..\\models\\base\"}", "1: not valid JSON (byte 11): a backslash in a text has to be written twice (\\\\), or, in a path, as '/'.")]
    public void What_people_write_by_mistake_is_named(string text, string error) =>
        FluentActions.Invoking(() => JsonInput.ReadObject(_folder.Write("file.json", text))).Should().Throw<InvalidInputException>()
            .Which.Message.Should().EndWith($"file.json:{error}");

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", 1)]
    [InlineData("{\"b\":1,\"list\":[{\"a\":1},\n{\"c\":{\"a\":[{\"b\":1}],\n\"b\":2,\n\"\\u0061\":[]}}]}", 4)]
    public void A_property_that_occurs_twice_is_named_with_the_line_where_it_is_repeated(string text, int line)
    {
        var path = _folder.Write("file.json", text);

        FluentActions.Invoking(() => JsonInput.ReadObject(path)).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}:{line}: 'a' occurs twice in one object; expected each name once.");
    }

    [Theory]
    [InlineData("""{"a": Infinity}""", "Infinity")]
    [InlineData("""{"b": [NaN, -Infinity], "a": -Infinity}""", "-Infinity")]
    [InlineData("""{"a": NaN}""", "NaN")]
    [InlineData("""{"Infinity": 1, "a": "NaN \" Infinity\\"}""", "NaN \" Infinity\\")]
    public void Numbers_that_only_Python_writes_are_texts(string text, string value)
    {
        var path = _folder.Write("file.json", text);

        JsonInput.ReadOfPython(path).Text("a").Should().Be(value);
    }

    [Theory]
    [InlineData("{\"a\": Infinity,\n\"b\": }", "2: not valid JSON")]
    [InlineData("{\"a\": [NaN,\n\"b", "2: not valid JSON")]
    [InlineData("{\"a\": Infinity,\n\"b\": 1,\n\"c\": 1}", "3: 'c' is wrong")]
    public void An_error_behind_such_a_number_names_its_line(string text, string problem)
    {
        var path = _folder.Write("file.json", text);

        FluentActions.Invoking(() => throw JsonInput.ReadOfPython(path).Error("'c' is wrong")).Should().Throw<InvalidInputException>().WithMessage($"{path}:{problem}*");
    }

    [Fact]
    public void Something_other_than_an_object_is_refused() =>
        FluentActions.Invoking(() => JsonInput.Parse("f", 3, "[1]")).Should().Throw<InvalidInputException>()
            .WithMessage("f:3: expected a JSON object, found Array.");
}
