using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("micro-base")]
    [InlineData("vicuna_13b_v1.5")]
    [InlineData("Console")]
    [InlineData("com10")]
    public void A_plain_name_is_safe(string name) => SafeName.Is(name).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("a.")]
    [InlineData("é")]
    [InlineData("nul")]
    [InlineData("COM1")]
    [InlineData("aux.json")]
    public void A_name_that_leads_elsewhere_or_is_no_file_somewhere_is_not(string name) => SafeName.Is(name).Should().BeFalse();

    [Fact]
    public void A_name_has_to_fit_into_that_of_a_file()
    {
        SafeName.Is(new string('a', 100)).Should().BeTrue();
        SafeName.Is(new string('a', 101)).Should().BeFalse();
    }
}
