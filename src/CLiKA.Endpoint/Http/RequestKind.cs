namespace CLiKA.Endpoint.Http;

/// <summary>What a request is for, which decides what is tried again.</summary>
internal enum RequestKind
{
    /// <summary>A question of the run: whatever may pass is tried again.</summary>
    Question,

    /// <summary>
    /// Asks whether something is offered. Some servers refuse what they do not offer with 500: where they say so in words, that is an answer.
    /// </summary>
    Probe,

    /// <summary>The first word to a server: where nobody listens, replies or agrees on a safe connection, the address is wrong, and waiting does not help.</summary>
    Greeting,
}
