package im.redoubt.things.processor;

import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/**
 * The bounds that the source sets to something, and whether they make sense there.
 *
 * @param range {@code @Range}
 * @param atMost {@code @AtMost}
 */
record Bounds(Optional<AnnotationMirror> range, Optional<AnnotationMirror> atMost) {
    static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

    static Bounds of(AnnotatedConstruct construct) {
        return new Bounds(Mirrors.find(construct, Kit.RANGE), Mirrors.find(construct, Kit.AT_MOST));
    }

    /** The bounds of a number. */
    record Interval(long least, long most) {}

    /** Returns the bounds of a number that has at most these; nothing if there is a problem with them. */
    Optional<Interval> interval(Interval widest, Element at, Problems problems) {
        refuse(atMost, "@AtMost says nothing of a number: its bounds are @Range(least = …, most = …)", at, problems);
        if (range.isEmpty()) {
            problems.add(at, "a number has bounds: @Range(least = …, most = …)");
            return Optional.empty();
        }
        Optional<Long> least = Mirrors.number(range.get(), "least");
        Optional<Long> most = Mirrors.number(range.get(), "most");
        if (least.isEmpty() || most.isEmpty()) {
            problems.addUnknown();
            return Optional.empty();
        }
        if (least.get() > most.get()) {
            problems.add(at, range.get(), "no number is from " + least.get() + " to " + most.get());
            return Optional.empty();
        }
        if (least.get() < widest.least() || most.get() > widest.most()) {
            problems.add(at, range.get(), "an int is not as wide as its @Range: make it a long");
            return Optional.empty();
        }
        return Optional.of(new Interval(least.get(), most.get()));
    }

    /** Returns the greatest size, of 1 to {@code limit}; nothing if there is a problem with it. */
    Optional<Integer> size(String unit, int limit, Element at, Problems problems) {
        refuse(range, "@Range is for numbers: the most " + unit + " are said by @AtMost(…)", at, problems);
        if (atMost.isEmpty()) {
            problems.add(at, "how many " + unit + " may there be? Say it by @AtMost(…)");
            return Optional.empty();
        }
        Optional<Long> most = Mirrors.number(atMost.get(), "value");
        if (most.isEmpty()) {
            problems.addUnknown();
            return Optional.empty();
        }
        if (most.get() < 1 || most.get() > limit) {
            problems.add(at, atMost.get(), "@AtMost is 1 to " + limit + " " + unit + " here, not " + most.get());
            return Optional.empty();
        }
        return most.map(Math::toIntExact);
    }

    /** Sees that there are none, where they would say nothing. */
    void none(Element at, Problems problems) {
        refuse(range, "@Range says nothing here; take it away", at, problems);
        refuse(atMost, "@AtMost says nothing here; take it away", at, problems);
    }

    private static void refuse(Optional<AnnotationMirror> mirror, String message, Element at, Problems problems) {
        mirror.ifPresent(present -> problems.add(at, present, message));
    }
}
