// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.septum.api.RunFailure;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Place;

/** One of oneDNN's primitives with its arguments. */
public final class Primitive implements Kernel {

    private final String implementation;
    private final List<Place> places;
    private final memory[] memories;
    private final primitive primitive;
    private final dnnl_primitive handle;
    private final dnnl_stream stream;
    private final dnnl_exec_arg_t arguments;

    public Primitive(Engine engine, primitive_desc_base description, primitive primitive, List<Argument> arguments) {
        this.implementation = description.impl_info_str().getString();
        this.primitive = primitive;
        this.handle = this.primitive.get();
        this.stream = engine.stream();
        this.places = arguments.stream().map(Argument::place).toList();
        this.memories = arguments.stream()
                .map(argument -> unbound(argument.layout(), engine))
                .toArray(memory[]::new);
        this.arguments = new dnnl_exec_arg_t(arguments.size());
        for (int i = 0; i < memories.length; i++) {
            this.arguments.getPointer(i).arg(arguments.get(i).index()).memory(memories[i].get());
        }
    }

    /** A memory object without memory as yet. */
    private static memory unbound(memory.desc layout, Engine engine) {
        dnnl_memory memory = new dnnl_memory();
        int status =
                dnnl.dnnl_memory_create(memory, layout.get(), engine.engine().get(), null);
        if (status != 0) {
            throw new IllegalStateException("oneDNN cannot make a memory object, status " + status);
        }
        return new memory(memory);
    }

    /** oneDNN's name of the code that it has chosen. */
    public String implementation() {
        return implementation;
    }

    @Override
    public void bind() {
        for (int i = 0; i < memories.length; i++) {
            memories[i].set_data_handle(new Address(places.get(i).address(), 0));
        }
    }

    @Override
    public void run(long step) {
        int status = dnnl.dnnl_primitive_execute(handle, stream, memories.length, arguments);
        if (status != 0) {
            throw new RunFailure("oneDNN's " + implementation + " failed with status " + status);
        }
    }
}
