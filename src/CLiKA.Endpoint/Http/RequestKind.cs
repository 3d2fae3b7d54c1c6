namespace CLiKA.Endpoint.Http;

/// <summary>The purpose of a request, which determines what is retried.</summary>
internal enum RequestKind
{
    /// <summary>A question of the run: every transient failure is retried.</summary>
    Question,

    /// <summary>
    /// A probe for a feature. Some servers respond with 500 to what they do not offer: where the message says so, that is an answer.
    /// </summary>
    Probe,

    /// <summary>
    /// The first request to a server: where nobody listens, replies or negotiates a secure connection, the address is wrong, and waiting does not
    /// help.
    /// </summary>
    Greeting,

    /// <summary>A request for something that is only shown: it is sent once and waited for briefly, since a run must not depend on it.</summary>
    Remark,
}
