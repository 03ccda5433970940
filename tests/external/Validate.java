// Validates a PDF with veraPDF: `java -cp … Validate.java FILE FLAVOUR…` (2a, ua1). One line a flavour, and under it the
// first failures; 0 if all hold, 1 if one does not.

import java.io.File;
import java.util.Set;
import java.util.TreeSet;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    /** Failures of one rule that are kept. */
    private static final int KEPT = 5;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        File file = new File(arguments[0]);
        boolean good = arguments.length > 1;
        for (int i = 1; i < arguments.length; i++) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[i]);
            if (flavour == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException("no such flavour: " + arguments[i]);
            good &= holds(file, flavour);
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean holds(File file, PDFAFlavour flavour) throws Exception {
        long start = System.nanoTime();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, KEPT, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            boolean passed = result.isCompliant() && result.getTotalAssertions() > 0;
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%s %s %s: %d checks in %.1f s%n", passed ? "pass" : "FAIL", flavour.getId(), file.getName(), result.getTotalAssertions(), seconds);
            Set<String> failures = new TreeSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() != TestAssertion.Status.FAILED) continue;
                failures.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + ": " + one.getMessage() + " @ " + one.getLocation().getContext());
            }
            failures.forEach(failure -> System.out.println("  " + failure));
            return passed;
        }
    }
}
