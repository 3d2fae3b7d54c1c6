namespace CLiKA.Jinja.Runtime;

/// <summary>Indexing and slicing as in Python: negative indices count from the end, and the characters of a text are code points.</summary>
internal static class Slices
{
    /// <summary>Returns the element at an index; undefined if there is none.</summary>
    public static object? At(object whole, long index)
    {
        var elements = Values.Elements(whole);
        var place = index < 0 ? index + elements.Count : index;
        return place >= 0 && place < elements.Count ? elements[(int)place] : new Undefined($"[{index}]");
    }

    /// <summary>Returns the elements of a slice.</summary>
    public static object Of(object? whole, long? start, long? stop, long step)
    {
        if (whole is not (string or List<object?>))
        {
            throw new TemplateFault($"{Values.KindOf(whole)} cannot be sliced; expected a text or a list.");
        }

        if (step == 0)
        {
            throw new TemplateFault("the step of a slice is 0.");
        }

        var elements = Values.Elements(whole);
        step = Math.Clamp(step, -elements.Count - 1L, elements.Count + 1L);
        var (lowest, highest) = step > 0 ? (0L, (long)elements.Count) : (-1L, elements.Count - 1L);
        var first = Place(start, step > 0 ? lowest : highest);
        var last = Place(stop, step > 0 ? highest : lowest);
        var taken = new List<object?>();
        for (var index = first; step > 0 ? index < last : index > last; index += step)
        {
            taken.Add(elements[(int)index]);
        }

        return whole switch { string => string.Concat(taken), FixedList => new FixedList(taken), _ => taken };

        long Place(long? place, long otherwise) => place is { } given
            ? Math.Clamp(given < 0 ? given + elements.Count : given, lowest, highest)
            : otherwise;
    }
}
