using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class EnvironmentInputTests
{
    [Theory]
    [InlineData("CLIKA_MODLE", "CLIKA_MODEL")]
    [InlineData("CLIKA_MODELS", "CLIKA_MODEL")]
    [InlineData("Clika_Gates", "CLIKA_GATE")]
    [InlineData("CLIKA_JURNAL", "CLIKA_JOURNAL")]
    [InlineData("CLIKA_SHARED", "CLIKA_SHARD")]
    public void A_variable_that_begins_as_ours_and_is_none_is_refused_with_the_nearest(string name, string nearest)
    {
        FluentActions.Invoking(() => EnvironmentInput.RequireKnown(["PATH", "CLIKA_FRESH", name], []))
            .Should().Throw<InvalidInputException>()
            .WithMessage($"{name}: unknown variable; expected CLIKA_CONFIG, *, CLIKA_KNOWN. The nearest is {nearest}. One of your own may begin with CLIKA_ only where a model's 'apiKeyVariable' names it.");
    }

    [Theory]
    [InlineData("CLIKA_STRICT")]
    [InlineData("CLIKA_VERSION")]
    [InlineData("CLIKA_API_KEY")]
    [InlineData("CLIKA_SEED")]
    [InlineData("CLIKA_")]
    public void Where_none_is_near_none_is_called_the_nearest(string name) =>
        FluentActions.Invoking(() => EnvironmentInput.RequireKnown([name], []))
            .Should().Throw<InvalidInputException>().WithMessage($"{name}: unknown variable; expected CLIKA_CONFIG, *, CLIKA_KNOWN. One of your own may *");

    [Theory]
    [InlineData("CLIKA_API_KEY")]
    [InlineData("CLIKATEST_KILLS")]
    [InlineData("MY_CLIKA_VERSION")]
    [InlineData("CLIKA_START_FOLDER")]
    [InlineData("CLIKA_SERVICE_HOST")]
    [InlineData("CLIKA_PORT")]
    [InlineData("CLIKA_MODEL_PORT_8000_TCP_ADDR")]
    [InlineData("CLIKA_MODEL_SERVICE_PORT_HTTP")]
    public void What_the_configuration_names_the_build_and_Kubernetes_set_and_begins_otherwise_is_let_be(string name) =>
        FluentActions.Invoking(() => EnvironmentInput.RequireKnown([name], ["CLIKA_API_KEY"])).Should().NotThrow();
}
