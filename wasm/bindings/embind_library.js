// The JavaScript of Embind for what the bindings export: functions of values and numbers, no classes, strings or views of memory.
// Embind's own was a third of the glue. js.hpp and crossing.cpp are written for both.
mergeInto(LibraryManager.library, {
  // Values by handle; the first handles are constants of emscripten/val.h.
  $Emval__postset: "Module['count_emval_handles'] = () => Emval.values.length - 5 - Emval.free.length;",
  $Emval: {
    values: [undefined, undefined, null, true, false],
    free: [],
    toValue: (handle) => Emval.values[handle],
    toHandle: (value) => {
      if (value === undefined) return 1;
      if (value === null) return 2;
      if (typeof value === 'boolean') return value ? 3 : 4;
      const handle = Emval.free.length ? Emval.free.pop() : Emval.values.length;
      Emval.values[handle] = value;
      return handle;
    },
  },

  _emval_decref__deps: ['$Emval'],
  _emval_decref: function (handle) {
    if (handle > 4) {
      Emval.values[handle] = undefined;
      Emval.free.push(handle);
    }
  },

  // signature has a letter each for the result, the function and its arguments: d for a number, i for a handle.
  _embind_register_function__deps: ['$Emval', '_emval_decref'],
  _embind_register_function: function (namePointer, _count, _types, signature, invoker, target) {
    const name = UTF8ToString(namePointer);
    const [result, , ...kinds] = UTF8ToString(signature);
    const invoke = wasmTable.get(invoker);
    Module[name] = (...given) => {
      if (given.length !== kinds.length) {
        throw new TypeError(`${name} called with ${given.length} arguments, expected ${kinds.length} args`);
      }
      const answer = invoke(target, ...given.map((value, i) => (kinds[i] === 'd' ? value : Emval.toHandle(value))));
      if (result === 'd') return answer;
      const value = Emval.toValue(answer);
      __emval_decref(answer);
      return value;
    };
  },
});
