package im.redoubt.things.processor;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/** The schema of a vocabulary, with the validator of the JDK. */
final class Schema {
    private final javax.xml.validation.Schema schema;

    Schema(String document) {
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            schema = factory.newSchema(new StreamSource(new StringReader(document)));
        } catch (SAXException e) {
            throw new IllegalArgumentException(document, e);
        }
    }

    /** Returns what is wrong with a document; nothing if it is valid. */
    Optional<String> refuses(String document) {
        Validator validator = schema.newValidator();
        try {
            validator.validate(new StreamSource(new StringReader(document)));
            return Optional.empty();
        } catch (SAXException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
