import numpy as np

from logitbook import log_sigmoid, logit, sigmoid

with np.errstate(divide="ignore"):
    log_low = np.log(sigmoid(-800))
    log_rest = np.log(1 - sigmoid(40))
    back = logit(sigmoid(40))

print("wrong                        right")
print(f"log(sigmoid(-800)):    {log_low}  {log_sigmoid(-800)}")
print(f"log(1 - sigmoid(40)):  {log_rest}  {log_sigmoid(-40)}")
print(f"1 - sigmoid(40):       {1 - sigmoid(40)}   {sigmoid(-40):.2e}")
print(f"logit(sigmoid(40)):    {back}   40, which you had")
