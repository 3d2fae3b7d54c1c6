namespace CLiKA.Configuration;

/// <summary>In which of OpenAI's two ways a server is asked.</summary>
public enum EndpointApi
{
    /// <summary>The server continues a text.</summary>
    Completions,

    /// <summary>The server answers a message, in the turns of the model's own chat template.</summary>
    Chat,
}
