namespace CLiKA.Jinja.Runtime;

/// <summary>A <c>for</c> loop; assignments in an iteration are local to it.</summary>
/// <param name="names">Name of the element, or names of its parts.</param>
/// <param name="elements">The sequence.</param>
/// <param name="condition">The filter of elements; null for all.</param>
/// <param name="body">Runs for each element.</param>
/// <param name="otherwise">Runs if there are no elements.</param>
internal sealed class Loop(List<string> names, Expression elements, Expression? condition, Statement body, Statement otherwise)
{
    /// <summary>Runs the loop.</summary>
    public Flow Run(Scope scope)
    {
        var taken = Taken(scope);
        if (taken.Count == 0)
        {
            return otherwise(scope.Inner());
        }

        for (var index = 0; index < taken.Count; index++)
        {
            scope.Rendering.Step();
            var round = scope.Inner();
            round["loop"] = State(taken, index);
            round.Assign(names, taken[index]);
            if (body(round) == Flow.Break)
            {
                break;
            }
        }

        return Flow.Next;
    }

    private static Namespace State(List<object?> taken, int index) => new(
    [
        new("index", index + 1L),
        new("index0", (long)index),
        new("revindex", (long)taken.Count - index),
        new("revindex0", taken.Count - index - 1L),
        new("first", index == 0),
        new("last", index == taken.Count - 1),
        new("length", (long)taken.Count),
        new("depth", 1L),
        new("depth0", 0L),
        new("previtem", index > 0 ? taken[index - 1] : new Undefined("previtem")),
        new("nextitem", index < taken.Count - 1 ? taken[index + 1] : new Undefined("nextitem")),
        new("cycle", (Callable)(given => given.Positional.Count > 0
            ? given.Positional[index % given.Positional.Count]
            : throw new TemplateFault("'cycle' has no arguments; expected at least one."))),
    ]);

    private List<object?> Taken(Scope scope)
    {
        var all = Values.Elements(elements(scope));
        scope.Rendering.CountTraversal(all);
        return condition is null ? [.. all] : all.FindAll(element =>
        {
            var round = scope.Inner();
            round.Assign(names, element);
            return Values.IsTrue(condition(round));
        });
    }
}
