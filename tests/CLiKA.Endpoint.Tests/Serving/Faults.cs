using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>Ways in which a server fails.</summary>
internal static class Faults
{
    private const string Half = """{"choices":[{"te""";

    /// <summary>Fails.</summary>
    /// <param name="fault">
    /// A status; or one of 500 that is <c>wordless</c>; or <c>half</c> of a body, which the connection is <c>dropped</c> before or, where its length was not said, within a
    /// <c>chunk</c> of; or half of one that says it is all (<c>cut</c>); or an <c>error</c> with a status of success, or one that is <c>wordy</c> and no more; or something that is no answer.
    /// </param>
    /// <param name="context">The request.</param>
    /// <returns>True: it has answered.</returns>
    public static async Task<bool> FailAsync(string fault, HttpContext context)
    {
        context.Response.StatusCode = int.TryParse(fault, out var status) ? status : fault switch { "redirect" => 302, "wordless" => 500, _ => 200 };
        context.Response.ContentType = "application/json";
        switch (fault)
        {
            case "redirect":
                context.Response.Headers.Location = "http://elsewhere/v1/completions";
                break;
            case "500":
                await context.Response.WriteAsync("""{"error":{"message":"it\u001b\nbroke; contact us through a support request"}}""");
                break;
            case "400":
                await context.Response.WriteAsync("""{"detail":"too long"}""");
                break;
            case "garbage":
                await context.Response.WriteAsync("<html>\u001b[31m oh\nno</html>");
                break;
            case "half" or "chunk":
                context.Response.ContentLength = fault == "half" ? 1000 : null;
                await context.Response.WriteAsync(Half);
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case "cut":
                context.Response.ContentLength = Half.Length;
                await context.Response.WriteAsync(Half);
                break;
            case "dropped":
                context.Abort();
                break;
            case "nan":
                // As Python writes it, which is not JSON.
                await context.Response.WriteAsync("""{"choices":[{"text":"x","prompt_logprobs":[null,{"5":{"logprob":NaN}}]}]}""");
                break;
            case "error":
                await context.Response.WriteAsync("""{"error":{"message":"no room behind the gateway","code":502}}""");
                break;
            case "wordy":
                await context.Response.WriteAsync("""{"error":"it is loading"}""");
                break;
            case "list":
                await context.Response.WriteAsync("[]");
                break;
        }

        return true;
    }

    /// <summary>Sends nothing until the client hangs up.</summary>
    /// <param name="context">The request.</param>
    /// <returns>True: it has answered.</returns>
    public static async Task<bool> HangAsync(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }
}
