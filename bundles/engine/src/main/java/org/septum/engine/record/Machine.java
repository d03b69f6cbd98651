// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.septum.common.machine.Processor;

/** The machine of this process, for records. */
final class Machine {

    private Machine() {}

    /** @param compute what computes: library, device, threads */
    static ObjectNode described(String compute) {
        ObjectNode machine = new ObjectMapper().createObjectNode();
        machine.put("compute", compute);
        machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        Processor processor = Processor.ofThisMachine();
        machine.put("processor", processor.model());
        ArrayNode features = machine.putArray("processor-features");
        processor.features().forEach(features::add);
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        return machine;
    }
}
