namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>A kind of server: what it offers, and the form of its replies.</summary>
internal sealed record ServerManner(string Owner)
{
    /// <summary>Accepts token ids as prompts, shows their log-probabilities, and tokenizes texts.</summary>
    public static ServerManner Vllm { get; } = new("vllm")
    {
        Tokenizes = true,
        ShowsPrompts = true,
        Echoes = true,
        NamesIds = true,
        MostTopTokens = 20,
        Completes = true,
        Chats = true,
        Version = "0.11.2",
    };

    /// <summary>Refuses <c>echo</c> with 500, lists likeliest tokens as chat completions do, and generates the token that a bias forces.</summary>
    public static ServerManner LlamaServer { get; } = new("llamacpp")
    {
        Tokenizes = true,
        ListsTokens = true,
        Forces = true,
        MostTopTokens = int.MaxValue,
        Completes = true,
        Chats = true,
        Version = "b1-de3ff81",
    };

    /// <summary>Shows the likeliest tokens only.</summary>
    public static ServerManner TopOnly { get; } = LlamaServer with { Owner = "gateway", Forces = false, Version = null };

    /// <summary>Chats only.</summary>
    public static ServerManner ChatOnly { get; } = new("tgi") { MostTopTokens = 5, Chats = true };

    /// <summary>OpenAI's older API: <c>echo</c>, five likeliest tokens, and an error for unknown properties.</summary>
    public static ServerManner Older { get; } = new("system") { Echoes = true, MostTopTokens = 5, Completes = true, IsStrict = true };

    /// <summary>The version of the program, which vLLM states at a path of its own and llama-server in every answer.</summary>
    public string? Version { get; init; }

    public bool Tokenizes { get; init; }

    public bool ShowsPrompts { get; init; }

    public bool Echoes { get; init; }

    public bool NamesIds { get; init; }

    public bool ListsTokens { get; init; }

    public bool Forces { get; init; }

    public int MostTopTokens { get; init; }

    public bool Completes { get; init; }

    public bool Chats { get; init; }

    public bool IsStrict { get; init; }

    /// <summary>Returns the kind of server with a given <c>owned_by</c>.</summary>
    public static ServerManner Of(string owner) => new[] { Vllm, LlamaServer, TopOnly, Older }.Single(manner => manner.Owner == owner);

    public override string ToString() => Owner;
}
