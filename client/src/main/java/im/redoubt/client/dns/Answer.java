package im.redoubt.client.dns;

import java.util.List;

/**
 * What DNS said to one question.
 *
 * @param <T> the kind of record
 * @param status whether there are records
 * @param records at least one if the status is {@code FOUND}, else none
 * @param validation whether the records are proved, or that there are none
 * @param reason in words for a log why there is no answer; empty unless the status is {@code FAILED}
 */
public record Answer<T>(Status status, List<T> records, Validation validation, String reason) {
    /** How a question ended. */
    public enum Status {
        /** There are records. */
        FOUND,
        /** DNS knows of none. */
        ABSENT,
        /** Nobody answered, or not so that it can be used. */
        FAILED
    }

    /** Copies the records and checks that there are some if they were found, and none otherwise. */
    public Answer {
        records = List.copyOf(records);
        if ((status == Status.FOUND) == records.isEmpty()) {
            throw new IllegalArgumentException("records are there if, and only if, they were found");
        }
    }

    /** Returns these records, or that there are none. */
    public static <T> Answer<T> of(List<T> records, Validation validation) {
        return new Answer<>(records.isEmpty() ? Status.ABSENT : Status.FOUND, records, validation, "");
    }

    /** Returns that DNS knows of none, which nothing proves. */
    public static <T> Answer<T> absent() {
        return of(List.of(), Validation.UNPROVED);
    }

    /** Returns that there is no answer. */
    public static <T> Answer<T> failed(String reason) {
        return new Answer<>(Status.FAILED, List.of(), Validation.UNPROVED, reason);
    }
}
