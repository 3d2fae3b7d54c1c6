namespace CLiKA.Configuration;

/// <summary>The two OpenAI APIs through which a server can be asked.</summary>
public enum EndpointApi
{
    /// <summary>The completions API: the server continues a text.</summary>
    Completions,

    /// <summary>The chat completions API: the server applies the model's own chat template to a message, and answers it.</summary>
    Chat,
}
